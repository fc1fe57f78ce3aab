import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SnapshotExample } from '../../../subgraphs/nlp/index.ts';
import { ASSISTANT, type NlpProcess, NlpRoom } from './nlp-room.ts';

let room: NlpRoom;
let here: NlpProcess;
const types = new Map<string, string>();
beforeAll(async () => {
  room = await NlpRoom.open();
  here = await room.process();
});
beforeEach(async () => {
  for (const definition of [
    { name: 'city', kind: 'LEARNED' },
    { name: 'programme', kind: 'LIST', values: [{ value: 'Law' }] },
  ]) {
    const { entityType } = await here.mutate<{ entityType: { id: string } | null }>(
      'createEntityType',
      { assistantId: ASSISTANT, ...definition },
      'entityType { id }',
    );
    if (entityType) types.set(definition.name, entityType.id);
  }
});
afterAll(() => room.close());

interface Outcome {
  imported: number | null;
  duplicates: number | null;
  annotated: number | null;
  spans: number | null;
  newEntityTypes: string[] | null;
}
function importTexts(texts: string[], more: object = {}) {
  const examples = texts.map((text) => ({ text, intent: 'travel', language: 'en', split: 'TRAIN' }));
  return here.mutate<Outcome>(
    'importExamples',
    { assistantId: ASSISTANT, examples, ...more },
    'imported duplicates annotated spans newEntityTypes',
  );
}

interface ExampleAnswer {
  id: string;
  text: string;
  annotatedText: string;
  spans: { type: string; start: number; end: number }[] | null;
}
async function listed(filter = ''): Promise<ExampleAnswer[]> {
  const { examples: found } = await here.ask<{ examples: { edges: { node: ExampleAnswer }[] } }>(
    `{ examples(assistantId: "${ASSISTANT}", first: 100${filter}) {
      edges { node { id text annotatedText spans { type start end } } } } }`,
  );
  return found.edges.map(({ node }) => node);
}
async function exampleOf(text: string): Promise<ExampleAnswer> {
  const found = (await listed()).find((example) => example.text === text);
  if (!found) throw new Error(`there is no example "${text}"`);
  return found;
}
async function snapshotRow(text: string): Promise<SnapshotExample | undefined> {
  for await (const row of here.nlp.examplesForSnapshot(ASSISTANT)) if (row.utterance === text) return row;
  return undefined;
}

const annotate = (exampleId: string, annotatedText: string | null, more: object = {}) =>
  here.mutate<{ example: ExampleAnswer | null }>(
    'annotateExample',
    { exampleId, annotatedText, ...more },
    'example { id text annotatedText spans { type start end } }',
  );

describe('importing annotated examples', () => {
  it('keeps the words and, beside them, the spans in UTF-16 code units', async () => {
    expect(await importTexts(['  🙂 fly to [São Paulo](city) or [Lima](city)  '])).toEqual({
      imported: 1,
      duplicates: 0,
      annotated: 0,
      spans: 2,
      newEntityTypes: [],
      errors: [],
    });
    const example = await exampleOf('🙂 fly to São Paulo or Lima');
    expect(example).toMatchObject({
      annotatedText: '🙂 fly to [São Paulo](city) or [Lima](city)',
      spans: [
        { type: 'city', start: 10, end: 19 },
        { type: 'city', start: 23, end: 27 },
      ],
    });
    expect(example.text.slice(10, 19)).toBe('São Paulo');
  });

  it('keeps its spans at their words where blanks in front are cut off', async () => {
    await importTexts(['[ Quito](city) by bus']);
    expect((await exampleOf('Quito by bus')).spans).toEqual([{ type: 'city', start: 0, end: 5 }]);
  });

  it('takes a text without “](” as it stands, brackets and backslashes included', async () => {
    const plain = ['is it [sic] that f(x) holds', String.raw`what does \[ mean`, 'open [ and close ) later'];
    expect(await importTexts(plain)).toMatchObject({ imported: 3, spans: 0 });
    for (const text of plain) expect(await exampleOf(text)).toMatchObject({ text, spans: null });
  });

  it('takes a bracket after a backslash for a bracket', async () => {
    await importTexts([String.raw`the link \[docs](here) is dead`]);
    const example = await exampleOf('the link [docs](here) is dead');
    expect(example).toMatchObject({ spans: [], annotatedText: String.raw`the link \[docs\](here) is dead` });
  });

  it.each([
    ['an unknown type', 'fly to [Rome](town)', 'UNKNOWN_ENTITY_TYPE'],
    ['a type in another case', 'fly to [Rome](City)', 'UNKNOWN_ENTITY_TYPE'],
    ['a type that is not learned', 'study [law](programme)', 'UNKNOWN_ENTITY_TYPE'],
    ['no type', 'fly to [Rome]()', 'BAD_TYPE_NAME'],
    ['a span within a span', 'fly to [[Rome](city)](city)', 'NESTED_SPAN'],
    ['a span that does not end', 'fly to [Rome](city) and [Oslo', 'UNCLOSED_SPAN'],
    ['an empty span', 'fly to [ ](city)', 'EMPTY_SPAN'],
    ['brackets without a type', '[see] [Rome](city)', 'MISSING_TYPE'],
  ])('refuses %s, and writes nothing', async (_what, text, code) => {
    const before = await listed();
    expect(await importTexts(['a good one before it', text])).toMatchObject({
      imported: null,
      errors: [{ code, path: ['input', 'examples', '1', 'text'] }],
    });
    expect(await listed()).toEqual(before);
  });

  it('makes the types that are new where it is told to, and none that is there under another kind or case', async () => {
    const annotated = ['meet [Ana](person) in [Rome](city)'];
    expect(await importTexts(annotated, { createEntityTypes: true })).toMatchObject({
      imported: 1,
      spans: 2,
      newEntityTypes: ['person'],
    });
    for (const text of ['meet [Bia](Person)', 'study [arts](programme)', 'a [b](new) or [c](NEW)'])
      expect(await importTexts([text], { createEntityTypes: true })).toMatchObject({
        newEntityTypes: null,
        errors: [{ code: 'UNKNOWN_ENTITY_TYPE' }],
      });
  });

  it('annotates what was there without an annotation, and changes no annotation', async () => {
    await importTexts(['trains to Lyon today', 'Buses to Lyon']);
    expect(
      await importTexts([
        'trains to [Lyon](city) today',
        'trains to Lyon [today](city)',
        'buses to [Lyon](city)', // the same example, but not the very same words
        'ships to Oslo',
        'ships to [Oslo](city)',
      ]),
    ).toMatchObject({ imported: 1, duplicates: 4, annotated: 2, spans: 2 });
    expect((await exampleOf('trains to Lyon today')).annotatedText).toBe('trains to [Lyon](city) today');
    expect((await exampleOf('ships to Oslo')).annotatedText).toBe('ships to [Oslo](city)');
    expect((await exampleOf('Buses to Lyon')).spans).toBeNull();
  });
});

describe('annotating an example', () => {
  it('puts spans in place of those there, or none, or takes back that anybody looked', async () => {
    await importTexts(['from Rome to Oslo']);
    const { id } = await exampleOf('from Rome to Oslo');
    expect((await annotate(id, 'from [Rome](city) to Oslo')).example?.spans).toEqual([
      { type: 'city', start: 5, end: 9 },
    ]);
    expect((await annotate(id, 'from Rome to [Oslo](city)')).example?.annotatedText).toBe('from Rome to [Oslo](city)');
    expect((await snapshotRow('from Rome to Oslo'))?.spans).toEqual([{ type: 'city', start: 13, end: 17 }]);
    expect((await annotate(id, 'from Rome to Oslo')).example?.spans).toEqual([]);
    expect((await snapshotRow('from Rome to Oslo'))?.spans).toEqual([]);
    expect((await annotate(id, null)).example?.spans).toBeNull();
    expect(await snapshotRow('from Rome to Oslo')).not.toHaveProperty('spans');
  });

  it('refuses what is not about its words, and writes nothing', async () => {
    await importTexts(['by [Cairo](city)']);
    const example = await exampleOf('by Cairo');
    for (const [text, code] of [
      ['by [cairo](city)', 'ANNOTATION_OF_OTHER_TEXT'],
      ['by [Cairo](town)', 'UNKNOWN_ENTITY_TYPE'],
      ['by [Cairo', 'UNCLOSED_SPAN'],
      ['', 'TEXT_REQUIRED'],
    ] as const)
      expect((await annotate(example.id, text)).errors).toEqual([{ code, path: ['input', 'annotatedText'] }]);
    expect((await annotate('example_0', 'x')).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await exampleOf('by Cairo')).toEqual(example);
  });

  it('is found by intent and by entity type', async () => {
    await here.mutate(
      'importExamples',
      { assistantId: ASSISTANT, examples: [{ text: 'hello', intent: 'greeting', language: 'en' }] },
      'imported',
    );
    expect((await listed(', intent: "greeting"')).map(({ text }) => text)).toEqual(['hello']);
    const marked = await listed(', entityType: "city"');
    expect(marked.length).toBeGreaterThan(3);
    expect(marked.every(({ spans }) => spans?.some(({ type }) => type === 'city'))).toBe(true);
    expect(await listed(', entityType: "nothing"')).toEqual([]);
  });

  it('loses its spans of a type with the type, and nothing else', async () => {
    await importTexts(['[Eva](guest) in [Nice](city)'], { createEntityTypes: true });
    const { id } = await exampleOf('Eva in Nice');
    const done = await here.mutate<{ entityTypeId: string }>(
      'deleteEntityType',
      { entityTypeId: types.get('city'), idempotencyKey: 'delete the city' },
      'entityTypeId',
    );
    expect(done).toEqual({ entityTypeId: types.get('city'), errors: [] });
    expect(await exampleOf('Eva in Nice')).toMatchObject({ id, annotatedText: '[Eva](guest) in Nice' });
    expect(await listed(', entityType: "city"')).toEqual([]);
    expect((await annotate(id, 'Eva in [Nice](city)')).errors).toMatchObject([{ code: 'UNKNOWN_ENTITY_TYPE' }]);
    const again = await here.mutate(
      'deleteEntityType',
      { entityTypeId: types.get('city'), idempotencyKey: 'delete the city' },
      'entityTypeId',
    );
    expect(again).toEqual(done);
  });
});
