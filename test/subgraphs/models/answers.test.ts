import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { AlertDesk } from './alert-desk.ts';
import { ModelsRoom } from './models-room.ts';

const ASSISTANT = 'asst_answers';
const HOUR_MS = 60 * 60_000;
const ANSWERS = `query($first: Int! = 10) { tagEffectiveness(assistantId: "${ASSISTANT}") { name helpfulRate { value low high }
  answers(first: $first) { intent language turns helpfulRate { value low high }
    lastChange { changedAt turnsBefore turnsAfter before { value low high } after { value low high } difference { value low high } } } } }`;

interface Rate {
  value: number;
  low: number;
  high: number;
}
interface Category {
  name: string;
  helpfulRate: Rate;
  answers: {
    intent: string;
    language: string;
    turns: number;
    helpfulRate: Rate | null;
    lastChange: {
      changedAt: string;
      turnsBefore: number;
      turnsAfter: number;
      before: Rate | null;
      after: Rate | null;
      difference: Rate | null;
    } | null;
  }[];
}

describe('the answers of a category', () => {
  let room: ModelsRoom;
  let desk: AlertDesk;
  let changedAt: string;
  const LIBRARY = { tags: [{ id: 'tag_library', name: 'Library' }] };

  /** As nlp tells of it. */
  async function answerSet(intent: string, language: string): Promise<string> {
    const at = room.clock.now().toISOString();
    const facts = [
      { name: 'intent', value: intent },
      { name: 'language', value: language },
      { name: 'text', value: 'Ask at the counter.' },
    ];
    const act = {
      actId: `act_${intent}_${language}_${at}`,
      assistantId: ASSISTANT,
      actor: 'ada',
      action: 'ANSWER_SET',
    };
    const message = { kind: 'ActPerformed', version: 1, ...act, subject: 'intent_1', at, facts, requestId: 'test' };
    await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, [message]));
    return at;
  }

  beforeAll(async () => {
    room = await ModelsRoom.open();
    desk = new AlertDesk(room, ASSISTANT);
    const loan = { ...LIBRARY, intent: 'renew_loan' };
    // Of renewals, the answer is written anew twice; of the last change the figures are those of Newcombe's example: 48/80 before, 56/70 after.
    await desk.turns({ ...loan, unhelpful: 10 });
    room.clock.advance(HOUR_MS);
    await answerSet('renew_loan', 'en');
    room.clock.advance(HOUR_MS);
    await desk.turns({ ...loan, helpful: 48, unhelpful: 32 });
    room.clock.advance(HOUR_MS);
    changedAt = await answerSet('renew_loan', 'en-GB');
    await answerSet('renew_loan', 'pt');
    await desk.turns({ ...loan, helpful: 56, unhelpful: 14 });
    // Two voices that look worse than they are known to be, and twenty that are known to be bad.
    await desk.turns({ ...LIBRARY, intent: 'lost_card', unhelpful: 2 });
    await desk.turns({ ...LIBRARY, intent: 'opening', helpful: 5, unhelpful: 15 });
    // Chosen from a "did you mean", and said in Portuguese.
    await desk.turns({ ...LIBRARY, intent: 'opening', chosenIntent: 'fees', language: 'pt-BR', silent: 3 });
    // No answers: they are in no list.
    await desk.turns({ ...LIBRARY, intent: null, replyKind: 'FALLBACK', unhelpful: 6 });
    room.clock.advance(HOUR_MS);
  });
  afterAll(() => room.close());

  const library = async (variables: object = {}): Promise<Category | undefined> =>
    (await room.ask<{ tagEffectiveness: Category[] }>(ANSWERS, { ...variables })).tagEffectiveness.find(
      ({ name }) => name === 'Library',
    );

  it('come the worst first, by what is known: by the upper bound of their rates, and the unheard last', async () => {
    const answers = (await library())?.answers ?? [];
    expect(answers.map(({ intent, language, turns }) => [intent, language, turns])).toEqual([
      ['opening', 'en', 20],
      ['lost_card', 'en', 2],
      ['renew_loan', 'en', 160],
      ['fees', 'pt', 3],
    ]);
    const [opening, card, , fees] = answers;
    expect(opening?.helpfulRate?.value).toBeCloseTo(0.25, 12);
    expect(card?.helpfulRate?.value).toBe(0);
    expect(card?.helpfulRate?.high).toBeGreaterThan(opening?.helpfulRate?.high ?? 1);
    expect(fees?.helpfulRate).toBeNull();
    expect((await library({ first: 1 }))?.answers.map(({ intent }) => intent)).toEqual(['opening']);
    await expect(library({ first: 101 })).rejects.toThrow('BAD_USER_INPUT');
  });

  it('tell what their last change did, against what was since the change before', async () => {
    const loan = (await library())?.answers.find(({ intent }) => intent === 'renew_loan');
    expect(loan?.lastChange).toMatchObject({ changedAt, turnsBefore: 80, turnsAfter: 70 });
    const { before, after, difference } = loan?.lastChange ?? {};
    expect(before?.value).toBeCloseTo(48 / 80, 12);
    expect(after?.value).toBeCloseTo(56 / 70, 12);
    // Newcombe 1998, table II (a), 56/70 − 48/80 by method 10: 0.0524 to 0.3339.
    expect(difference?.value).toBeCloseTo(0.2, 12);
    expect(difference?.low).toBeCloseTo(0.0524, 4);
    expect(difference?.high).toBeCloseTo(0.3339, 4);
  });

  it('tell of no change where nobody changed them in that language', async () => {
    const answers = (await library())?.answers ?? [];
    expect(answers.filter(({ lastChange }) => lastChange !== null).map(({ intent }) => intent)).toEqual(['renew_loan']);
  });
});
