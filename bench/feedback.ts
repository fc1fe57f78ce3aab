import { Chat, DEMO, eventually } from '../test/kit/loop.ts';
import { startMalha } from '../test/kit/malha.ts';
import { parquetReadObjects } from 'hyparquet';
import { archivedFiles, compressors } from '../test/kit/archive.ts';
import { cpuMsOf, loadAtRate } from './load.ts';
import { writeResults } from './results.ts';
import { thriftily } from './thrifty-graph.ts';

const PER_SECOND = 500;
const SECONDS = 20;
const CONVERSATIONS = 200;

/** `submitFeedback` at a fixed rate until every one is in the history (through SQS) and in the archive (Parquet on S3). */
export async function run(): Promise<void> {
  const malha = await startMalha('one', { MALHA_RATE_PER_SECOND: '100000' });
  try {
    const total = PER_SECOND * SECONDS;
    // One user's second feedback on a turn supersedes the first: each feedback gets a turn of its own.
    const client = thriftily(malha);
    const chats = await Promise.all(Array.from({ length: CONVERSATIONS }, () => Chat.start(client)));
    const turns: { chat: Chat; id: string }[] = [];
    await Promise.all(
      chats.map(async (chat) => {
        for (let i = 0; i < total / CONVERSATIONS; i++)
          turns.push({ chat, id: (await chat.say('how do I renew a book?')).id });
      }),
    );
    const pid = malha.process('all').pid!;
    const cpuBefore = cpuMsOf([pid]);
    const startedAt = performance.now();
    const load = await loadAtRate(
      async (i) => {
        const { chat, id } = turns[i]!;
        await chat.feedback({ id }, { verdict: i % 3 === 0 ? 'UNHELPFUL' : 'HELPFUL' });
      },
      { perSecond: PER_SECOND, seconds: SECONDS },
    );
    await client.close();
    const recordedMs = await untilMs(startedAt, async () => (await countRecorded(malha.graph())) >= total);
    const cpuMs = (cpuMsOf([pid]) - cpuBefore) / total;
    const archivedMs = await untilMs(startedAt, async () => (await countArchived(malha)) >= total);

    writeResults('feedback', [
      `# submitFeedback at ${PER_SECOND} a second`,
      '',
      `${total} feedbacks in ${SECONDS} s over ${CONVERSATIONS} conversations, one process with every role, embedded PostgreSQL, SQS and S3, two shared cores, load generator on the same machine.`,
      '',
      '| | |',
      '|---|---|',
      `| accepted, per second | ${load.perSecond.toFixed(0)} |`,
      `| failed | ${load.failed} |`,
      `| answer, p50 / p95 / p99 ms | ${load.p50.toFixed(1)} / ${load.p95.toFixed(1)} / ${load.p99.toFixed(1)} |`,
      `| all ${total} through SQS and in the history, after the last was sent | ${((recordedMs - SECONDS * 1000) / 1000).toFixed(1)} s |`,
      `| all ${total} in the Parquet archive, after the last was sent | ${((archivedMs - SECONDS * 1000) / 1000).toFixed(1)} s |`,
      `| CPU of Malha’s process per feedback, whole way | ${cpuMs.toFixed(2)} ms |`,
    ]);
  } finally {
    await malha.stop();
  }
}

async function untilMs(startedAt: number, isDone: () => Promise<boolean>): Promise<number> {
  await eventually(async () => ((await isDone()) ? true : undefined), { timeoutMs: 120_000 });
  return performance.now() - startedAt;
}

async function countRecorded(graph: ReturnType<Awaited<ReturnType<typeof startMalha>>['graph']>): Promise<number> {
  const { feedbackHistory } = await graph.data<{ feedbackHistory: { totalCount: number } }>(
    `{ feedbackHistory(filter: { assistantId: "${DEMO}", sources: [EXPLICIT], statuses: [RECORDED, ACCEPTED] }, first: 1) { totalCount } }`,
  );
  return feedbackHistory.totalCount;
}

async function countArchived(malha: Parameters<typeof archivedFiles>[0]): Promise<number> {
  const ids = new Set<unknown>();
  for (const { bytes } of await archivedFiles(malha)) {
    const rows = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
      columns: ['feedback_id'],
      compressors,
    });
    for (const row of rows) ids.add(row['feedback_id']);
  }
  return ids.size;
}
