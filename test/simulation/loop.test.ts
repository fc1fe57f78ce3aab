import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type HelpDesk, loadHelpDesk } from '../../demo/help-desk.ts';
import { createObjectStore } from '../../platform/objects/index.ts';
import { archivedIn } from '../kit/archive.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/loop.ts';
import { live, type Lived, SIMULATION_STARTS_AT } from '../kit/simulation/life.ts';
import { type OwnMalha, startOwnMalha } from '../kit/simulation/own-malha.ts';

const PARTS = 3;

interface Figures {
  turns: number;
  feedback: number;
  helpfulRate: { value: number } | null;
  fallbackRate: { value: number } | null;
}
interface Slice {
  key: string;
  figures: Figures;
}
interface Statistic {
  key: string;
  count: number;
  voices: number;
}

describe('three simulated days', () => {
  let database: TestDatabase;
  let malha: OwnMalha;
  let lived: Lived;
  beforeAll(async () => {
    database = await createTestDatabase();
    malha = await startOwnMalha({ databaseUrl: database.url, aws: inject('aws') }, SIMULATION_STARTS_AT);
    lived = await live(malha, smallHelpDesk(), {
      seed: 1,
      days: 3,
      conversationsADay: 60,
      waves: 2,
      taughtAnIntent: 1,
      people: 40,
    });
    // What the last night's end has found is delivered too.
    await malha.pass(0);
  }, 240_000);
  afterAll(async () => {
    await malha?.stop();
    await database.close();
  });

  const ask = <T>(fields: string) => malha.graph().data<T>(`query($id: ID!) { ${fields} }`, { id: lived.assistantId });
  /** Counts by a key, both as the database says. */
  const counted = async (query: RawBuilder<{ key: string; count: number }>): Promise<Record<string, number>> =>
    asRecord((await query.execute(database.db)).rows);
  const turns = () => sql`
    conversation.turn t join conversation.conversation c on c.id = t.conversation_id and c.assistant_id = ${lived.assistantId}`;
  /** The feedback that speaks for each turn. */
  const voices = () => sql`(
    select distinct on (turn_id) turn_id, verdict, model_version_id from feedback.feedback
    where assistant_id = ${lived.assistantId} and status not in ('RETRACTED', 'REJECTED')
    order by turn_id, source = 'EXPLICIT' desc, at desc, id desc) voice`;

  const statistics = async (group: string): Promise<Statistic[]> =>
    (
      await ask<{ feedbackStatistics: Statistic[] }>(
        `feedbackStatistics(filter: { assistantId: $id }, groupBy: ${group}) { key count voices }`,
      )
    ).feedbackStatistics;

  it('teach an assistant night by night, with nobody but an approving admin', () => {
    const { first, days } = lived;
    expect(days.map(({ day, conversations }) => [day, conversations])).toEqual([
      [1, 60],
      [2, 60],
      [3, 60],
    ]);
    expect(days.every((day) => day.turns > 60 && day.opinions > 0)).toBe(true);
    // Whatever a gate may refuse on so few test examples, what it lets pass is served, and people have taught something.
    const served = days.filter(({ decision }) => decision === 'APPROVED').map(({ trained }) => trained?.number);
    expect(days.at(-1)?.champion.number).toBe(served.at(-1));
    expect(days.at(-1)?.champion.accuracy).toBeGreaterThan(first.accuracy + 0.1);
  });

  it('are told by the quality report as the turns and the feedback count', async () => {
    const figures = 'figures { turns feedback helpfulRate { value } fallbackRate { value } }';
    const { qualityReport } = await ask<{
      qualityReport: Record<'versions' | 'intents' | 'categories', Slice[]> & {
        total: Figures;
        series: Slice[];
      };
    }>(`qualityReport(assistantId: $id, from: "${SIMULATION_STARTS_AT.toISOString()}") {
      total ${figures.slice('figures '.length)} series { ${figures} }
      versions { key ${figures} } intents { key ${figures} } categories { key ${figures} } }`);
    const { total, series, versions, intents, categories } = qualityReport;
    const [all] = (
      await sql<{ turns: number; fallbacks: number; voices: number; helped: number }>`
        select count(*)::integer as turns, (count(*) filter (where reply_kind = 'FALLBACK'))::integer as fallbacks,
          count(verdict)::integer as voices, (count(*) filter (where verdict = 'HELPFUL'))::integer as helped
        from ${turns()} left join ${voices()} on voice.turn_id = t.id`.execute(database.db)
    ).rows;
    expect(total).toMatchObject({ turns: all!.turns, feedback: all!.voices });
    expect(total.helpfulRate?.value).toBeCloseTo(all!.helped / all!.voices, 10);
    expect(total.fallbackRate?.value).toBeCloseTo(all!.fallbacks / all!.turns, 10);
    expect(series.reduce((sum, point) => sum + point.figures.turns, 0)).toBe(all!.turns);

    const turnsOf = (slices: readonly Slice[]) =>
      asRecord(slices.map(({ key, figures: { turns: count } }) => ({ key, count })));
    expect(turnsOf(versions)).toEqual(
      await counted(sql`select t.model_version_id as key, count(*)::integer as count from ${turns()} group by 1`),
    );
    expect(turnsOf(intents)).toEqual(
      await counted(
        sql`select t.intent as key, count(*)::integer as count from ${turns()} where t.intent is not null group by 1`,
      ),
    );
    // A reply waits for its tags a moment only: on a full machine, tagging may note some that the turn was told without.
    const tagged = await counted(
      sql`select tag_id as key, count(*)::integer as count from ${turns()} join tagging.turn_tag g on g.turn_id = t.id
        join feedback.observed_turn o on o.turn_id = t.id and o.tags <> '{}' group by 1`,
    );
    expect(turnsOf(categories)).toEqual(tagged);
    const { tagEffectiveness } = await ask<{ tagEffectiveness: { tagId: string; turns: number }[] }>(
      `tagEffectiveness(assistantId: $id, from: "${SIMULATION_STARTS_AT.toISOString()}") { tagId turns }`,
    );
    expect(asRecord(tagEffectiveness.map(({ tagId: key, turns: count }) => ({ key, count })))).toEqual(tagged);

    const spoken = asRecord(versions.map(({ key, figures: { feedback: count } }) => ({ key, count })));
    const voicesOfVersions = await counted(
      sql`select t.model_version_id as key, count(verdict)::integer as count from ${turns()} left join ${voices()} on voice.turn_id = t.id group by 1`,
    );
    expect(spoken).toEqual(voicesOfVersions);
  });

  it('are told by the hourly windows of each version as the turns count', async () => {
    const { modelVersions } = await ask<{
      modelVersions: { edges: { node: { id: string; qualityWindows: { turns: number; helpful: number }[] } }[] };
    }>(
      'modelVersions(assistantId: $id, first: 10) { edges { node { id qualityWindows(last: 50) { turns helpful } } } }',
    );
    const sumOf = (of: 'turns' | 'helpful') =>
      asRecord(
        modelVersions.edges.flatMap(({ node: { id: key, qualityWindows } }) => {
          const count = qualityWindows.reduce((sum, window) => sum + window[of], 0);
          return count > 0 ? [{ key, count }] : [];
        }),
      );
    expect(sumOf('turns')).toEqual(
      await counted(sql`
        select t.model_version_id as key, count(*)::integer as count from ${turns()} where t.model_version_id is not null group by 1`),
    );
    expect(sumOf('helpful')).toEqual(
      await counted(
        sql`select t.model_version_id as key, count(*)::integer as count from ${turns()} join ${voices()} on voice.turn_id = t.id
          where verdict = 'HELPFUL' and t.model_version_id is not null group by 1`,
      ),
    );
  });

  it(
    'are told by the statistics of feedback as the table and the Parquet archive count',
    { timeout: 60_000 },
    async () => {
      const byVerdict = await statistics('VERDICT');
      for (const [group, column] of [
        ['VERDICT', 'verdict'],
        ['SOURCE', 'source'],
        ['MODEL_VERSION', 'model_version_id'],
      ] as const)
        expect(asRecord(await statistics(group))).toEqual(
          await counted(
            sql`select ${sql.ref(column)} as key, count(*)::integer as count from feedback.feedback
            where assistant_id = ${lived.assistantId} group by 1`,
          ),
        );
      const [{ count: spoken } = { count: 0 }] = (
        await sql<{ count: number }>`select count(*)::integer as count from ${voices()}`.execute(database.db)
      ).rows;
      expect(byVerdict.reduce((sum, one) => sum + one.voices, 0)).toBe(spoken);
      await eventually(
        async () => {
          const archived = await archivedVerdicts(malha.bucket);
          return JSON.stringify(archived) === JSON.stringify(asRecord(byVerdict)) ? true : undefined;
        },
        { what: 'the archive of all feedback' },
      );
    },
  );

  it('are told by the dataset of the last run as the examples and the feedback behind its labels count', async () => {
    const { champion } = await ask<{
      champion: {
        snapshot: { id: string; exampleCount: number; counts: { split: string; source: string; count: number }[] };
      };
    }>('champion(assistantId: $id) { snapshot { id exampleCount counts { split source count } } }');
    const { id, exampleCount, counts } = champion.snapshot;
    expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(exampleCount);
    const imported = counts.filter(({ source }) => source === 'IMPORT');
    expect(asRecord(imported.map(({ split: key, count }) => ({ key, count })))).toEqual(
      await counted(
        sql`select upper(split) as key, count(*)::integer as count from nlp.example where assistant_id = ${lived.assistantId} group by 1`,
      ),
    );
    const feedbackIds = await feedbackBehind(malha, id);
    const linked = await counted(
      sql`select feedback_id as key, 1 as count from models.snapshot_feedback where snapshot_id = ${id}`,
    );
    expect(feedbackIds.toSorted()).toEqual(Object.keys(linked).toSorted());
    expect(feedbackIds.length).toBeGreaterThan(0);
  });

  it('are told by the difference of the first dataset and the last as DuckDB counts their rows on S3', async () => {
    const { modelVersions } = await ask<{
      modelVersions: { edges: { node: { number: number; snapshot: { id: string; uri: string } } }[] };
    }>('modelVersions(assistantId: $id, first: 10) { edges { node { number snapshot { id uri } } } }');
    const versions = modelVersions.edges.map(({ node }) => node).toSorted((a, b) => a.number - b.number);
    const [from, to] = [versions[0]!.snapshot, versions.at(-1)!.snapshot];
    const { datasetDifference } = await malha.graph().data<{
      datasetDifference: { counts: { kind: string; count: number }[] };
    }>('query($from: ID!, $to: ID!) { datasetDifference(from: $from, to: $to) { counts { kind count } } }', {
      from: from.id,
      to: to.id,
    });
    const told = Object.groupBy(datasetDifference.counts, ({ kind }) => kind);
    const sums = Object.entries(told).map(([key, ones]) => ({
      key,
      count: (ones ?? []).reduce((sum, { count }) => sum + count, 0),
    }));
    expect(asRecord(sums)).toEqual(await countedChanges(malha.bucket, from.uri, to.uri));
    expect(asRecord(sums)['ADDED']).toBeGreaterThan(0);
  });
});

function asRecord(rows: readonly { key: string; count: number }[]): Record<string, number> {
  return Object.fromEntries(
    rows.map(({ key, count }) => [key, count] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What each feedback says in its last event, counted by DuckDB over the archive. */
async function archivedVerdicts(bucket: string): Promise<Record<string, number>> {
  const files = await archivedIn(await createObjectStore({ connection: inject('aws'), bucket }));
  if (files.length === 0) return {};
  const folder = mkdtempSync(path.join(tmpdir(), 'malha-archive-'));
  files.forEach(({ bytes }, i) => writeFileSync(path.join(folder, `${i}.parquet`), bytes));
  try {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const result = await connection.runAndReadAll(`select verdict, count(*)::integer from (
      select distinct on (feedback_id) verdict from '${folder}/*.parquet' order by feedback_id, sequence desc) group by 1`);
    return asRecord(result.getRows().map(([key, count]) => ({ key: String(key), count: Number(count) })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What became of each example between two snapshots, by its id and intent alone: nothing was reviewed here, which may put a label in an example's place. */
async function countedChanges(bucket: string, ...uris: [string, string]): Promise<Record<string, number>> {
  const objects = await createObjectStore({ connection: inject('aws'), bucket });
  const folder = mkdtempSync(path.join(tmpdir(), 'malha-snapshots-'));
  const rowsOf = async (uri: string, i: number) => {
    writeFileSync(path.join(folder, `${i}.jsonl`), await objects.get(objects.keyOf(uri)));
    return `read_json('${folder}/${i}.jsonl', format = 'newline_delimited', columns = { exampleId: 'VARCHAR', intent: 'VARCHAR' })`;
  };
  try {
    const [before, after] = [await rowsOf(uris[0], 0), await rowsOf(uris[1], 1)];
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const result = await connection.runAndReadAll(`
      select case when a.exampleId is null then 'REMOVED' when b.exampleId is null then 'ADDED' else 'RELABELLED' end, count(*)::integer
      from ${after} a full join ${before} b on a.exampleId = b.exampleId
      where a.exampleId is null or b.exampleId is null or a.intent is distinct from b.intent group by 1`);
    return asRecord(result.getRows().map(([key, count]) => ({ key: String(key), count: Number(count) })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All feedback behind the examples of a snapshot, as the graph tells it page by page. */
async function feedbackBehind(malha: OwnMalha, snapshotId: string): Promise<string[]> {
  const feedbackIds: string[] = [];
  let after: string | null = null;
  do {
    const page: ExamplesPage = await malha.graph().data<ExamplesPage>(
      `query($id: ID!, $after: String) { datasetSnapshot(id: $id) { examples(first: 100, after: $after) {
        edges { node { feedbackIds } } pageInfo { hasNextPage endCursor } } } }`,
      { id: snapshotId, after },
    );
    const { edges, pageInfo } = page.datasetSnapshot.examples;
    feedbackIds.push(...edges.flatMap(({ node }) => node.feedbackIds));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return feedbackIds;
}
interface ExamplesPage {
  datasetSnapshot: {
    examples: {
      edges: { node: { feedbackIds: string[] } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

/** A third of the intents, and as much out-of-scope beside them as there is beside all: trained in a moment. */
function smallHelpDesk(): HelpDesk {
  const { intents, examples, ...helpDesk } = loadHelpDesk();
  const kept = intents.slice(0, Math.ceil(intents.length / PARTS));
  const names = new Set(kept.map(({ name }) => name));
  return {
    ...helpDesk,
    intents: kept,
    examples: examples.filter(({ intent }, i) => (intent === null ? i % PARTS === 0 : names.has(intent))),
  };
}
