import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityDefinition } from '../../../nlu/index.ts';
import type { SnapshotExample } from '../../../subgraphs/nlp/index.ts';
import { ASSISTANT, type NlpProcess, NlpRoom } from './nlp-room.ts';

let room: NlpRoom;
let here: NlpProcess;

beforeAll(async () => {
  room = await NlpRoom.open();
  here = await room.process();
});
afterAll(() => room.close());

interface Outcome {
  imported: number | null;
  duplicates: number | null;
  refused: { index: number; code: string }[] | null;
  newIntents: string[] | null;
}
type Row = [text: string, intent: string | null, split?: 'TRAIN' | 'VALIDATION' | 'TEST'];

function importRows(rows: Row[], more: object = {}) {
  const examples = rows.map(([text, intent, split]) => ({ text, intent, language: 'en', split }));
  return here.mutate<Outcome>(
    'importExamples',
    { assistantId: ASSISTANT, examples, ...more },
    'imported duplicates refused { index code } newIntents',
  );
}
async function snapshot(assistantId = ASSISTANT, { nlp } = here): Promise<SnapshotExample[]> {
  const examples: SnapshotExample[] = [];
  for await (const example of nlp.examplesForSnapshot(assistantId)) examples.push(example);
  return examples;
}
async function splitOf(utterance: string): Promise<string | undefined> {
  return (await snapshot()).find((example) => example.utterance === utterance)?.split;
}

describe('importing examples', () => {
  it('makes the intents that are new, keeps out-of-scope without one, and does nothing the second time', async () => {
    const rows: Row[] = [
      ['Renew my loan', 'loan_renewal', 'TRAIN'],
      ['extend my loan', 'loan_renewal', 'VALIDATION'],
      ['loan extension please', 'loan_renewal', 'TEST'],
      ['who won the match', null, 'TRAIN'],
    ];
    expect(await importRows(rows)).toEqual({
      imported: 4,
      duplicates: 0,
      refused: [],
      newIntents: ['loan_renewal'],
      errors: [],
    });
    const before = await snapshot();
    expect(
      before.map(({ utterance, intent, split, source, weight }) => ({ utterance, intent, split, source, weight })),
    ).toEqual(
      expect.arrayContaining([
        { utterance: 'Renew my loan', intent: 'loan_renewal', split: 'train', source: 'IMPORT', weight: 1 },
        { utterance: 'loan extension please', intent: 'loan_renewal', split: 'test', source: 'IMPORT', weight: 1 },
        { utterance: 'who won the match', intent: null, split: 'train', source: 'IMPORT', weight: 1 },
      ]),
    );
    expect(await importRows([...rows, ['  renew  MY loan ', 'loan_renewal']])).toMatchObject({
      imported: 0,
      duplicates: 5,
      newIntents: [],
    });
    expect(await snapshot()).toEqual(before);
  });

  it('never trains on a twin of what judges, nor judges on a twin of what trained', async () => {
    await importRows([
      ['What is the deadline?', 'deadline', 'TEST'],
      ['Opening hours', 'hours', 'TRAIN'],
    ]);
    expect(
      await importRows([
        ['what is the deadline', 'deadline', 'TRAIN'],
        ['What, is the DEADLINE?!', 'deadline'],
        ['Opening hours?', 'hours', 'TEST'],
        ['opening hours!', 'hours'],
        ['opening-hours', 'hours', 'VALIDATION'],
      ]),
    ).toMatchObject({
      imported: 3,
      refused: [
        { index: 0, code: 'NEAR_TEST_EXAMPLE' },
        { index: 2, code: 'NEAR_TRAINING_EXAMPLE' },
      ],
    });
    expect(await splitOf('What, is the DEADLINE?!')).toBe('test');
    expect(await splitOf('opening hours!')).toBe('train');
    expect(await splitOf('opening-hours')).toBe('train');
  });

  it('tells feedback what near-equal examples mean, and nothing of what none is near', async () => {
    await importRows([
      ['Where are the lockers?', 'lockers', 'TRAIN'],
      ['sing me a song', null, 'TRAIN'],
    ]);
    const { seedIntents } = await here.ask<{ seedIntents: object[] }>(
      `query($utterances: [String!]!) { seedIntents(assistantId: "${ASSISTANT}", utterances: $utterances) { utterance intent } }`,
      { utterances: ['where are the LOCKERS', 'sing me a song', 'something else'] },
    );
    expect(seedIntents).toEqual([
      { utterance: 'where are the LOCKERS', intent: 'lockers' },
      { utterance: 'sing me a song', intent: null },
    ]);
  });

  it('sees twins within one call too', async () => {
    const outcome = await importRows([
      ['same thing', 'thing', 'TEST'],
      ['Same thing!', 'thing', 'TRAIN'],
      ['same thing', 'thing', 'TEST'],
    ]);
    expect(outcome).toMatchObject({ imported: 1, duplicates: 1, refused: [{ index: 1, code: 'NEAR_TEST_EXAMPLE' }] });
  });

  it('keeps the label it has where another comes for the same utterance', async () => {
    await importRows([['my card', 'card_lost', 'TRAIN']]);
    expect(
      await importRows([
        ['My card', 'card_arrival', 'TRAIN'],
        ['my card', null],
      ]),
    ).toMatchObject({
      imported: 0,
      newIntents: [],
      refused: [
        { index: 0, code: 'OTHER_INTENT' },
        { index: 1, code: 'OTHER_INTENT' },
      ],
    });
    expect((await snapshot()).find(({ utterance }) => utterance === 'my card')?.intent).toBe('card_lost');
  });

  it('gives about one in five a test split where none is given, always the same ones', async () => {
    const rows = Array.from({ length: 1_000 }, (_, i): Row => [`question about subject number ${i}`, 'subjects']);
    expect(await importRows(rows)).toMatchObject({ imported: 1_000 });
    const mine = (await snapshot()).filter(({ intent }) => intent === 'subjects');
    const testShare = mine.filter(({ split }) => split === 'test').length / mine.length;
    expect(testShare).toBeGreaterThan(0.15);
    expect(testShare).toBeLessThan(0.25);
    // Another database, the same assistant and utterances: the same ids, splits and order.
    const other = await NlpRoom.open();
    const process = await other.process();
    await process.nlp.importIntents({
      assistantId: ASSISTANT,
      intents: [],
      examples: rows.map(([utterance]) => ({ utterance, intent: 'subjects', language: 'en' })),
    });
    const theirs = await snapshot(ASSISTANT, process);
    expect(theirs.map(({ exampleId, split }) => [exampleId, split])).toEqual(
      mine.map(({ exampleId, split }) => [exampleId, split]),
    );
    await other.close();
  });

  it('gives all examples of one assistant, in the byte order of their ids', async () => {
    const ids = (await snapshot()).map(({ exampleId }) => exampleId);
    expect(ids.length).toBeGreaterThan(1_000);
    expect(ids).toEqual([...ids].sort());
    expect(await snapshot('asst_none')).toEqual([]);
  });

  it.each<[string, object[], string, string[]]>([
    ['an empty text', [{ text: ' ', intent: 'x', language: 'en' }], 'TEXT_REQUIRED', ['examples', '0', 'text']],
    [
      'an oversized text',
      [
        { text: 'fine', intent: 'x', language: 'en' },
        { text: 'x'.repeat(2_001), intent: 'x', language: 'en' },
      ],
      'TEXT_TOO_LONG',
      ['examples', '1', 'text'],
    ],
    ['a NUL character', [{ text: 'a\u0000b', intent: 'x', language: 'en' }], 'TEXT_INVALID', ['examples', '0', 'text']],
    ['no language', [{ text: 'x', intent: 'x', language: '' }], 'INVALID_INPUT', ['examples', '0', 'language']],
    ['an empty intent', [{ text: 'x', intent: ' ', language: 'en' }], 'INVALID_INPUT', ['examples', '0', 'intent']],
    [
      'more than a thousand',
      Array.from({ length: 1_001 }, (_, i) => ({ text: `x${i}`, intent: 'x', language: 'en' })),
      'INVALID_INPUT',
      ['examples'],
    ],
  ])('refuses %s and writes nothing', async (_, examples, code, path) => {
    const before = await snapshot();
    const outcome = await here.mutate<Outcome>(
      'importExamples',
      { assistantId: ASSISTANT, examples },
      'imported duplicates refused { index code } newIntents',
    );
    expect(outcome).toEqual({
      imported: null,
      duplicates: null,
      refused: null,
      newIntents: null,
      errors: [{ code, path: ['input', ...path] }],
    });
    expect(await snapshot()).toEqual(before);
  });

  it('takes the longest utterance in any script', async () => {
    expect(await importRows([['字'.repeat(2_000), 'long', 'TRAIN']])).toMatchObject({ imported: 1, errors: [] });
  });

  it('replays its outcome for the same key', async () => {
    const first = await importRows([['a keyed one', 'keyed', 'TRAIN']], { idempotencyKey: 'k' });
    expect(first).toMatchObject({ imported: 1, newIntents: ['keyed'] });
    expect(await importRows([['a keyed one', 'keyed', 'TRAIN']], { idempotencyKey: 'k' })).toEqual(first);
    const other = await importRows([['another', 'keyed', 'TRAIN']], { idempotencyKey: 'k' });
    expect(other.errors[0]?.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('imports the same examples from two callers at once without a double or an error', async () => {
    const rows = Array.from({ length: 200 }, (_, i): Row => [`racing question ${i}`, `racing_${i % 7}`]);
    const outcomes = await Promise.all([importRows(rows), importRows(rows), importRows(rows)]);
    expect(outcomes.reduce((sum, { imported }) => sum + (imported ?? 0), 0)).toBe(200);
    expect(outcomes.reduce((sum, { duplicates }) => sum + (duplicates ?? 0), 0)).toBe(400);
    expect(outcomes.flatMap(({ errors }) => errors)).toEqual([]);
  });
});

describe('seeding an assistant', () => {
  const seed = {
    assistantId: 'asst_seeded',
    intents: [{ name: 'wifi', labels: { en: 'Wi-Fi' }, answers: { en: 'Use eduroam.', 'pt-BR': 'Use a eduroam.' } }],
    examples: [{ utterance: 'how do I get online', intent: 'wifi', language: 'en', split: 'train' as const }],
  };

  it('brings intents, texts and examples once, and keeps what a person changed since', async () => {
    expect(await here.nlp.importIntents(seed)).toMatchObject({ imported: 1, newIntents: ['wifi'] });
    const answers = async () => {
      const { intents } = await here.ask<{ intents: { edges: { node: { answers: { text: string }[] } }[] } }>(
        '{ intents(assistantId: "asst_seeded", first: 1) { edges { node { answers { text } } } } }',
      );
      return intents.edges[0]?.node.answers.map(({ text }) => text);
    };
    expect(await answers()).toEqual(['Use eduroam.', 'Use a eduroam.']);
    const changed = { ...seed, intents: [{ name: 'wifi', answers: { en: 'Something else.', es: 'Usa eduroam.' } }] };
    expect(await here.nlp.importIntents(changed)).toMatchObject({ imported: 0, duplicates: 1, newIntents: [] });
    expect(await answers()).toEqual(['Use eduroam.', 'Usa eduroam.', 'Use a eduroam.']);
  });

  it('comes again without a word after a person made another kind of an entity type that it teaches', async () => {
    const taught = {
      ...seed,
      assistantId: 'asst_seeded_types',
      examples: [
        {
          utterance: 'drop algebra',
          intent: 'wifi',
          language: 'en',
          split: 'train' as const,
          spans: [{ type: 'subject', start: 5, end: 12 }],
        },
      ],
    };
    const list = [{ name: 'subject', kind: 'LIST' as const, values: [{ value: 'algebra', synonyms: [] }] }];
    // As if an admin had deleted the learned type and made a list of its name.
    expect(await here.nlp.importIntents({ ...taught, entityTypes: list })).toMatchObject({ imported: 1 });
    const learned = [{ name: 'subject', kind: 'LEARNED' as const }];
    expect(await here.nlp.importIntents({ ...taught, entityTypes: learned })).toMatchObject({ duplicates: 1 });
  });

  it('brings no entity types that are too many for every message, and none where people have left no room', async () => {
    const taught = { ...seed, assistantId: 'asst_seeded_patterns' };
    await expect(here.nlp.importIntents({ ...taught, entityTypes: patterns(11, 'a') })).rejects.toMatchObject({
      code: 'BAD_PATTERN',
    });
    expect(await here.nlp.importIntents({ ...taught, entityTypes: patterns(6, 'a') })).toMatchObject({ imported: 1 });
    // The same again brings nothing; others find no room, and the start that seeds them goes on.
    expect(await here.nlp.importIntents({ ...taught, entityTypes: patterns(6, 'a') })).toMatchObject({
      newEntityTypes: [],
    });
    expect(await here.nlp.importIntents({ ...taught, entityTypes: patterns(6, 'b') })).toMatchObject({
      newEntityTypes: [],
    });
  });
});

/** Patterns that cost so much that ten of them are all that an assistant may have. */
function patterns(count: number, prefix: string): EntityDefinition[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${prefix}_${i}`,
    kind: 'PATTERN',
    pattern: '(?:[a-z]?){240}[0-9]',
  }));
}
