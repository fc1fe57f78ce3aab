import { createServer } from 'node:http';
import path from 'node:path';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '../platform/db/index.ts';
import { Chat } from '../test/kit/loop.ts';
import { type RunningMalha, startMalha } from '../test/kit/malha.ts';
import { cpuMsOf, loadAtRate, type LoadFigures } from './load.ts';
import { writeResults } from './results.ts';
import { thriftily } from './thrifty-graph.ts';

const PER_SECOND = 200;
const SECONDS = 20;
const WARM_UP_SECONDS = 15;
// A person waits for the reply before the next message: enough of them that nobody has two on the way.
const CONVERSATIONS = 1_000;
const UTTERANCES = [
  'how do I renew a book?',
  'where can I see my grades',
  'I forgot my wifi password',
  'when does enrolment end?',
  'what is the capital of mars',
];

/** `sendMessage` of the demo assistant, beside the least that any chat backend does: one HTTP request and one committed insert. */
export async function run(): Promise<void> {
  const malha = await startMalha('one', { MALHA_RATE_PER_SECOND: '100000' });
  try {
    const client = thriftily(malha);
    const chats: Chat[] = [];
    while (chats.length < CONVERSATIONS)
      chats.push(...(await Promise.all(Array.from({ length: 20 }, () => Chat.start(client)))));
    const say = async (i: number) => {
      await chats[i % CONVERSATIONS]!.say(UTTERANCES[i % UTTERANCES.length]!);
    };
    await loadAtRate(say, { perSecond: PER_SECOND / 2, seconds: WARM_UP_SECONDS });
    const pid = malha.process('all').pid!;
    const cpuBefore = cpuMsOf([pid]);
    const chat = await loadAtRate(say, { perSecond: PER_SECOND, seconds: SECONDS });
    const cpuMs = (cpuMsOf([pid]) - cpuBefore) / chat.sent;
    await client.close();
    const floor = await insertFloor(await databaseUrlOf(malha));

    writeResults('chat', [
      `# sendMessage at ${PER_SECOND} requests a second`,
      '',
      `One process with every role, embedded PostgreSQL, ${CONVERSATIONS} conversations, ${SECONDS} s, open loop (a wait counts from when a request was due), two shared cores, load generator on the same machine.`,
      '',
      '| | held, per second | failed | p50 ms | p95 ms | p99 ms | max ms | CPU ms/request |',
      '|---|---|---|---|---|---|---|---|',
      row('Malha `sendMessage` (interpret, tag, commit, join)', chat, cpuMs.toFixed(2)),
      row('floor: node:http and one committed insert', floor, '–'),
    ]);
  } finally {
    await malha.stop();
  }
}

function row(name: string, figures: LoadFigures, cpu: string): string {
  const ms = [figures.p50, figures.p95, figures.p99, figures.max].map((value) => value.toFixed(1)).join(' | ');
  return `| ${name} | ${figures.perSecond.toFixed(0)} | ${figures.failed} | ${ms} | ${cpu} |`;
}

/** The running server of this Malha, adopted. */
async function databaseUrlOf({ dataDir }: RunningMalha): Promise<string> {
  return (await startEmbeddedPostgres({ dir: path.join(dataDir, 'postgres') })).url;
}

async function insertFloor(databaseUrl: string): Promise<LoadFigures> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query(
    'create table if not exists bench_floor (id bigint generated always as identity, text text, at timestamptz default now())',
  );
  const server = createServer((request, response) => {
    request.resume();
    void pool.query('insert into bench_floor (text) values ($1)', ['hello']).then(() => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const send = async () => void (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' })).text();
  try {
    await loadAtRate(send, { perSecond: PER_SECOND, seconds: 3 });
    return await loadAtRate(send, { perSecond: PER_SECOND, seconds: 10 });
  } finally {
    server.closeAllConnections();
    server.close();
    await pool.query('drop table bench_floor');
    await pool.end();
  }
}
