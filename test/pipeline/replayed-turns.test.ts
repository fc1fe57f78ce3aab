import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migratePipeline } from '../../pipeline/index.ts';
import { transaction } from '../../platform/db/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestBucket } from '../kit/aws.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/loop.ts';
import { feedbackChanged, turnObserved } from '../subgraphs/models/observed.ts';
import { openLoop } from './loop-of-two.ts';
import { ASSISTANT, libraryExamples, type Taught } from './small-assistant.ts';

const ADMIN = { id: 'admin', roles: ['admin'] } as const;

interface Replay {
  turns: number;
  changed: number;
  breaks: number;
  fixes: number;
  mayFix: number;
  stillWrong: number;
  unjudged: number;
  totalCount: number;
  edges: {
    cursor: string;
    node: { turnId: string; effect: string; verdict: string | null; served: object; next: { intents: string[] } };
  }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
interface RunAnswer {
  state: string;
  log: string[];
  modelVersion: { id: string } | null;
}

describe('the evidence for a version', () => {
  let database: TestDatabase;
  let loop: Awaited<ReturnType<typeof openLoop>>;
  const taught: Taught = { examples: libraryExamples(), labels: [] };

  beforeAll(async () => {
    const [opened, objects] = await Promise.all([
      createTestDatabase({ migrations: modelsMigrations }),
      createTestBucket(),
    ]);
    database = opened;
    await migratePipeline({ databaseUrl: database.url });
    const log = createLogger({ level: 'silent', name: 'test' });
    loop = await openLoop({ databaseUrl: database.url, objects, taught, log });
    await loop.startExecutor();
  });
  afterAll(async () => {
    await loop.lifecycle.stop('test ends');
    await database.close();
  });

  async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await loop.source.execute({ query, variables, identity: ADMIN, requestId: 'test' });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }
  async function retrained(): Promise<RunAnswer> {
    const { requestRetraining } = await ask<{ requestRetraining: { trainingRun: { id: string } } }>(
      `mutation { requestRetraining(input: { assistantId: "${ASSISTANT}", reason: "a test" }) { trainingRun { id } } }`,
    );
    return eventually(async () => {
      const { trainingRun } = await ask<{ trainingRun: RunAnswer }>(
        'query($id: ID!) { trainingRun(id: $id) { state log modelVersion { id } } }',
        { id: requestRetraining.trainingRun.id },
      );
      return ['QUEUED', 'RUNNING'].includes(trainingRun.state) ? undefined : trainingRun;
    });
  }

  it('answers the last real turns once more, and shows what would change beside what users said', async () => {
    // Of every phrase a turn that was answered wrongly: liked, disliked, corrected to what it is or to something else, or nothing.
    const seen = taught.examples
      .filter(({ split, intent }) => split === 'train' && intent === 'renew_loan')
      .slice(0, 20);
    const said = [
      { verdict: 'HELPFUL', correctedIntent: null },
      { verdict: 'UNHELPFUL', correctedIntent: null },
      { verdict: 'CORRECTION', correctedIntent: 'renew_loan' },
      { verdict: 'CORRECTION', correctedIntent: 'reserve' },
      null,
    ];
    const messages = seen.flatMap(({ utterance }, i) => {
      const about = { assistantId: ASSISTANT, turnId: `replayed_${i}` };
      const words = said[i % said.length];
      const turn = turnObserved(about.turnId, { ...about, utterance, intent: 'report_loss', replyKind: 'ANSWER' });
      return words ? [turn, feedbackChanged({ ...about, ...words, feedbackId: `said_${i}` })] : [turn];
    });
    await transaction(loop.db, (tx) => loop.models.consumeBatch(tx, messages));
    const { modelVersion, log: lines } = await retrained();
    const replayOf = async (args: string) =>
      (
        await ask<{ modelVersion: { replay: Replay } }>(
          `query($id: ID!) { modelVersion(id: $id) { replay(${args}) { turns changed breaks fixes mayFix stillWrong unjudged totalCount
            edges { cursor node { turnId utterance effect verdict correctedIntent served { kind intents } next { kind intents } } } pageInfo { hasNextPage endCursor } } } }`,
          { id: modelVersion?.id },
        )
      ).modelVersion.replay;
    const whole = await replayOf('first: 100');
    expect(whole).toMatchObject({ turns: 20, breaks: 4, totalCount: whole.changed });
    expect(whole.changed).toBe(whole.breaks + whole.fixes + whole.mayFix + whole.stillWrong + whole.unjudged);
    // It has learned these very phrases: what was corrected to the truth is now as users said.
    expect(whole.fixes).toBeGreaterThanOrEqual(3);
    expect(whole.edges.map(({ node }) => node.effect)).toEqual(
      ['BREAKS', 'STILL_WRONG', 'UNJUDGED', 'MAY_FIX', 'FIXES'].flatMap((effect) =>
        whole.edges.filter(({ node }) => node.effect === effect).map(() => effect),
      ),
    );
    const { rows } = await sql<{ effect: string; count: number }>`
      select effect, count(*)::integer as count from models.replay_change join models.model_version v using (report_id)
      where v.id = ${modelVersion?.id} group by effect`.execute(loop.db);
    expect(new Map(rows.map(({ effect, count }) => [effect, count])).get('BREAKS')).toBe(whole.breaks);

    const first = await replayOf('first: 3, change: BREAKS');
    const next = await replayOf(`first: 100, change: BREAKS, after: "${first.pageInfo.endCursor}"`);
    expect([...first.edges, ...next.edges].map(({ node }) => node.turnId)).toEqual(
      whole.edges.filter(({ node }) => node.effect === 'BREAKS').map(({ node }) => node.turnId),
    );
    expect((await replayOf('first: 1, feedback: NONE')).totalCount).toBe(whole.unjudged);
    expect(
      (await replayOf('first: 100, feedback: HELPFUL')).edges.every(({ node }) => node.verdict === 'HELPFUL'),
    ).toBe(true);
    expect(lines.join('\n')).toMatch(
      /replayed 20 real turns in [\d.]+ s: \d+ replies would change, of which users liked 4/,
    );
  });
});
