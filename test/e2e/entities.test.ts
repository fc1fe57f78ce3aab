import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveAndWait, Chat, DEMO, eventually } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';

interface Span {
  type: string;
  value: string;
  start: number;
  end: number;
}

describe('entities over the public graph', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one');
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  const mutate = async <T>(name: string, input: object, fields: string): Promise<T> => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation($input: ${type}) { ${name}(input: $input) { ${fields} errors { code message } } }`;
    const payload = (await malha.graph().data<Record<string, T & { errors: object[] }>>(query, { input }))[name]!;
    expect(payload.errors).toEqual([]);
    return payload;
  };

  async function spansIn(utterance: string): Promise<Span[]> {
    const { id } = await (await Chat.start(malha)).say(utterance);
    const { turn } = await malha
      .graph()
      .data<{ turn: { interpretation: { entities: Span[] } } }>(
        `{ turn(id: "${id}") { interpretation { entities { type value start end } } } }`,
      );
    return turn.interpretation.entities;
  }

  interface JudgedVersion {
    id: string;
    evidenceHash: string;
    state: string;
    evaluation: { entities: { type: string; f1: number; support: number }[] | null };
  }
  async function judgedVersion(runId: string): Promise<JudgedVersion | undefined> {
    const { trainingRun } = await malha.graph().data<{ trainingRun: { modelVersion: JudgedVersion | null } }>(
      `{ trainingRun(id: "${runId}") { modelVersion { id evidenceHash state
        evaluation { entities { type precision recall f1 support } } } } }`,
    );
    return trainingRun.modelVersion?.state === 'PENDING_APPROVAL' ? trainingRun.modelVersion : undefined;
  }

  it('shows the spans of all four kinds in a turn of the demo assistant', async () => {
    const utterance = 'I study nursing, card 2024-10233: when is the calculus exam, is it on 12/03/2027?';
    const spans = await spansIn(utterance);
    expect(spans.map(({ type, start, end }) => ({ type, said: utterance.slice(start, end) }))).toEqual([
      { type: 'programme', said: 'nursing' },
      { type: 'student_number', said: '2024-10233' },
      { type: 'subject', said: 'calculus' },
      { type: 'date', said: '12/03/2027' },
    ]);
    expect(spans[0]?.value).toBe('Nursing');
  });

  it('finds a new list at the next message', async () => {
    const utterance = 'does the lift in Block F work?';
    expect(await spansIn(utterance)).toEqual([]);
    const values = [{ value: 'block_f', synonyms: ['Block F', 'bloco F'] }];
    await mutate(
      'createEntityType',
      { assistantId: DEMO, name: 'building', kind: 'LIST', values },
      'entityType { id }',
    );
    expect(await spansIn(utterance)).toEqual([{ type: 'building', value: 'block_f', start: 17, end: 24 }]);
  });

  it('learns a new type from annotated examples, tells how well, and finds it once its version is live', async () => {
    const utterance = 'please send the letter to Marília';
    await mutate('createEntityType', { assistantId: DEMO, name: 'recipient', kind: 'LEARNED' }, 'entityType { id }');
    const names = [
      'Ana',
      'Bruno',
      'Carla',
      'Diego',
      'Elisa',
      'Fábio',
      'Gabi',
      'Hugo',
      'Iara',
      'João',
      'Karen',
      'Lucas',
    ];
    const examples = names.flatMap((name, i) => [
      { text: `please send the form to [${name}](recipient)`, split: i % 4 === 3 ? 'TEST' : 'TRAIN' },
      { text: `mail my enrolment letter to [${name}](recipient) today`, split: i % 4 === 3 ? 'TEST' : 'TRAIN' },
    ]);
    const imported = await mutate<{ imported: number; spans: number }>(
      'importExamples',
      {
        assistantId: DEMO,
        examples: examples.map((example) => ({ ...example, intent: 'enrolment_certificate', language: 'en' })),
      },
      'imported spans',
    );
    expect(imported).toMatchObject({ imported: 24, spans: 24 });
    expect((await spansIn(utterance)).map(({ type }) => type)).not.toContain('recipient');

    const { trainingRun } = await mutate<{ trainingRun: { id: string } }>(
      'requestRetraining',
      { assistantId: DEMO, reason: 'annotated examples' },
      'trainingRun { id }',
    );
    const version = await eventually(() => judgedVersion(trainingRun.id), {
      what: 'the version',
      timeoutMs: 200_000,
    });
    const quality = version.evaluation.entities ?? [];
    expect(quality.map(({ type }) => type)).toEqual(['recipient', 'subject']);
    expect(quality[0]?.support).toBe(6);
    for (const { f1 } of quality) expect(f1).toBeGreaterThan(0.6);
    await approveAndWait(malha, version);
    const found = await eventually(
      async () => {
        const spans = (await spansIn(utterance)).filter(({ type }) => type === 'recipient');
        return spans.length > 0 ? spans : undefined;
      },
      { what: 'the new version in service' },
    );
    expect(found).toEqual([{ type: 'recipient', value: 'Marília', start: 26, end: 33 }]);
  }, 300_000);
});
