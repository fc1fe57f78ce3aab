import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inbox } from './inbox.ts';
import { openRoom, type TestRoom } from './room.ts';

let room: TestRoom;
let inbox: Inbox;
beforeEach(async () => {
  room = await openRoom();
  inbox = new Inbox(room);
});
afterEach(() => room.close());

async function utterances(limit = 100, assistantId = 'asst_1'): Promise<string[]> {
  return (await room.room.unlabelledFor(assistantId, { limit })).map(({ utterance }) => utterance);
}
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();

describe('what nobody has labelled', () => {
  it('is each utterance once, by its first turn, those last heard first, as many as are wanted', async () => {
    const [first] = await inbox.hear(
      { utterance: 'where is my book', at: at(0) },
      { utterance: 'two copies please', at: at(1) },
      { utterance: 'Where is my book?', at: at(2) },
      { utterance: 'said elsewhere', at: at(3), assistantId: 'asst_2' },
      { utterance: 'Library', at: at(4), chosenIntent: 'library' },
    );
    expect(await room.room.unlabelledFor('asst_1', { limit: 1 })).toEqual([
      { turnId: first, utterance: 'where is my book' },
    ]);
    expect(await utterances()).toEqual(['where is my book', 'two copies please']);
    expect(await utterances(9, 'asst_2')).toEqual(['said elsewhere']);
  });

  it('is nothing that a user has liked or not, in whatever turn, until that is taken back', async () => {
    const [, again] = await inbox.hear({ utterance: 'my card' }, { utterance: 'my card!' }, { utterance: 'my pass' });
    const { feedback } = await room.submit({ turnId: again, verdict: 'UNHELPFUL' });
    await room.settle();
    expect(await utterances()).toEqual(['my pass']);
    await room.retract({ feedbackId: feedback?.id });
    await room.settle();
    expect((await utterances()).toSorted()).toEqual(['my card', 'my pass']);
  });

  it('is nothing that a reviewer has settled, not even as what teaches nothing, until that is undone', async () => {
    await inbox.hear({ utterance: 'stuck', confidence: 0.2 }, { utterance: 'noise', confidence: 0.1 });
    const [noise, stuck] = await inbox.items();
    await inbox.review({ itemId: stuck?.id, decision: 'RELABEL', intent: 'grades' });
    const { review } = await inbox.review({ itemId: noise?.id, decision: 'REJECT' });
    expect(await utterances()).toEqual([]);
    await inbox.undo(review?.id);
    expect(await utterances()).toEqual(['noise']);
  });

  it('is no more of one user than weighs as ten corrections, whatever else they say', async () => {
    const flood = Array.from({ length: 40 }, (_, i) => ({ utterance: `flood ${i}`, endUserId: 'mal', at: at(i) }));
    await inbox.hear(...flood, { utterance: 'a word of another', endUserId: 'bea', at: at(0) });
    const found = await utterances();
    expect(found).toHaveLength(34);
    expect(found).toContain('a word of another');
    expect(found[0]).toBe('flood 39');
    expect(found).not.toContain('flood 6');
  });

  it('is no more of one address than ten users may say, where anonymous callers are somebody else each time', async () => {
    const flood = Array.from({ length: 340 }, (_, i) => ({ utterance: `flood ${i}`, origin: 'one', at: at(i) }));
    await inbox.hear(...flood, { utterance: 'a word from elsewhere', origin: 'another', at: at(0) });
    const found = await utterances(1_000);
    expect(found).toHaveLength(331);
    expect(found).toContain('a word from elsewhere');
    expect(found).not.toContain('flood 9');
  });

  it('ends with the turns, which are forgotten after ninety days', async () => {
    await inbox.hear({ utterance: 'long ago', at: at(0) });
    room.clock.advance(200 * 86_400_000);
    await room.room.forgetTurns();
    expect(await utterances()).toEqual([]);
  });
});
