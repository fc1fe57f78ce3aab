import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivedFiles } from '../kit/archive.ts';
import {
  approveAndWait,
  champion,
  Chat,
  DEMO,
  eventually,
  feedbackHistory,
  sendWithoutPause,
  type VersionAnswer,
} from '../kit/loop.ts';
import { type RunningMalha, SHAPES, startMalha } from '../kit/malha.ts';

// Something a student may say that the seeded utterances do not teach.
const UTTERANCE = 'the red light blinks when I hold it to the reader';
const INTENT = 'student_card';
const VOLUME = 4;
const MAX_ROUNDS = 5;
/** Traffic goes on so long before an approval and after the swap. */
const SETTLE_MS = 500;

interface RunAnswer {
  id: string;
  state: string;
  trigger: string;
  stage: string;
  progress: number;
  sequence: number;
  modelVersion: VersionAnswer | null;
}
const RUN = 'id state trigger stage progress sequence modelVersion { id number state evidenceHash }';

describe.each(SHAPES)('the loop, with every role in %s process(es)', (shape) => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha(shape);
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  async function correctAsNewUsers(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const chat = await Chat.start(malha);
      await chat.feedback(await chat.say(UTTERANCE), { verdict: 'CORRECTION', correctedIntent: INTENT });
    }
  }
  async function ask(): Promise<{ intent: string | null | undefined; kind: string }> {
    const turn = await (await Chat.start(malha)).say(UTTERANCE);
    return { intent: turn.interpretation?.isOutOfScope ? null : turn.interpretation?.intent, kind: turn.reply.kind };
  }
  /** Goes back to the version before, and waits until every process serves it. */
  async function rollBack(): Promise<void> {
    const left = await champion(malha);
    const { rollBackDeployment } = await malha.graph().data<{
      rollBackDeployment: { deployment: { modelVersion: { id: string } } | null; errors: { code: string }[] };
    }>('mutation($input: RollBackDeploymentInput!) { rollBackDeployment(input: $input) { deployment { modelVersion { id } } errors { code } } }', { input: { assistantId: DEMO, reason: 'end of the test', expectedChampionId: left.id } });
    expect(rollBackDeployment.errors).toEqual([]);
    await eventually(async () => {
      const { id, state } = await champion(malha);
      return id !== left.id && state === 'LIVE' && (await ask()).intent !== INTENT ? true : undefined;
    });
  }
  /** Follows the run that the volume of labels triggers, over subscriptions, to its end. */
  async function followTriggeredRun(
    changes: AsyncIterableIterator<{ trainingRunChanged: RunAnswer }>,
  ): Promise<RunAnswer[]> {
    const first = await changes.next();
    const runId = first.value.trainingRunChanged.id;
    const states: RunAnswer[] = [];
    for await (const event of malha
      .graph()
      .subscribe<{ trainingRunUpdated: RunAnswer }>(
        `subscription($runId: ID!) { trainingRunUpdated(runId: $runId) { ${RUN} } }`,
        { runId },
      ))
      states.push(event.trainingRunUpdated);
    return states;
  }

  it('learns what users say, and forgets it on roll back', { timeout: 300_000 }, async () => {
    const before = await champion(malha);
    const answerBefore = await ask();
    expect(answerBefore.intent).not.toBe(INTENT);
    await malha
      .graph()
      .data(
        `mutation { setRetrainPolicy(input: { assistantId: "${DEMO}", volume: ${VOLUME}, debounceMinutes: 0 }) { retrainPolicy { volume } errors { code } } }`,
      );

    let corrections = 0;
    let sent = 0;
    let failures: unknown[] = [];
    for (let round = 0; round < MAX_ROUNDS && (await ask()).intent !== INTENT; round++) {
      const changes = malha
        .graph()
        .subscribe<{ trainingRunChanged: RunAnswer }>(
          `subscription { trainingRunChanged(assistantId: "${DEMO}") { ${RUN} } }`,
        );
      const run = followTriggeredRun(changes);
      // The subscription must be open before the corrections that trigger the run.
      await pause(300);
      await correctAsNewUsers(VOLUME);
      corrections += VOLUME;
      const states = await run;
      await changes.return?.();

      expect(states.at(-1)).toMatchObject({ state: 'SUCCEEDED', trigger: 'VOLUME', progress: 1 });
      expect(states.map(({ progress }) => progress)).toEqual(
        states.map(({ progress }) => progress).toSorted((a, b) => a - b),
      );
      expect(new Set(states.map(({ sequence }) => sequence)).size).toBe(states.length);
      const version = states.at(-1)?.modelVersion;
      expect(version).toMatchObject({ state: 'PENDING_APPROVAL' });

      const traffic = sendWithoutPause(malha);
      await pause(SETTLE_MS);
      await approveAndWait(malha, version!);
      await pause(SETTLE_MS);
      const result = await traffic.stop();
      sent += result.sent;
      failures = [...failures, ...result.failures];
    }
    expect(await ask()).toEqual({ intent: INTENT, kind: 'ANSWER' });
    expect(failures).toEqual([]);
    expect(sent).toBeGreaterThan(0);
    process.stdout.write(
      `${shape}: learned after ${corrections} corrections; ${sent} messages during swaps, 0 failed\n`,
    );

    const history = await eventually(async () => {
      const nodes = await feedbackHistory(malha);
      return nodes.length === corrections && nodes.every(({ status }) => status === 'ACCEPTED') ? nodes : undefined;
    });
    expect(
      history.every(({ verdict, correctedIntent }) => verdict === 'CORRECTION' && correctedIntent === INTENT),
    ).toBe(true);
    expect(history.at(-1)?.fate?.datasetSnapshotId).toMatch(/./);
    expect(history.at(-1)?.fate?.modelVersion?.number).toBeGreaterThan(before.number);

    const traffic = sendWithoutPause(malha);
    await pause(SETTLE_MS);
    await rollBack();
    await pause(SETTLE_MS);
    const duringRollBack = await traffic.stop();
    expect(await ask()).toEqual(answerBefore);
    expect(duringRollBack.failures).toEqual([]);
    expect(duringRollBack.sent).toBeGreaterThan(0);
    process.stdout.write(`${shape}: ${duringRollBack.sent} messages during the roll back, 0 failed\n`);
  });

  it('answers each message in its own language, and what says nothing of its language in the one spoken last', async () => {
    const chat = await Chat.start(malha, { language: 'en' });
    const english = await chat.say('how do I renew a book?');
    const portuguese = await chat.say('nao entendi, como renovo um livro?? 📚');
    const vague = await chat.say('wifi');
    expect([english, portuguese, vague].map(({ interpretation }) => interpretation?.language)).toEqual([
      'en',
      'pt-BR',
      'pt-BR',
    ]);
    expect(portuguese.interpretation?.intent).toBe(english.interpretation?.intent);
    expect(portuguese.reply.text).not.toBe(english.reply.text);
  });

  it('keeps every feedback in the Parquet archive', { timeout: 200_000 }, async () => {
    const history = await feedbackHistory(malha);
    const ids = await eventually(
      async () => {
        const archived = await readArchive(malha);
        return history.every(({ id }) => archived.has(id)) ? archived : undefined;
      },
      { what: 'the archive' },
    );
    expect(ids.size).toBe(history.length);
  });
});

async function readArchive(malha: RunningMalha): Promise<Set<string>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'malha-archive-'));
  const files = await archivedFiles(malha);
  if (files.length === 0) return new Set();
  files.forEach(({ bytes }, i) => writeFileSync(path.join(folder, `${i}.parquet`), bytes));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const result = await connection.runAndReadAll(`select distinct feedback_id from '${folder}/*.parquet'`);
  return new Set(result.getRows().map(([id]) => String(id)));
}
