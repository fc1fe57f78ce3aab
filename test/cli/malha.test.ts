import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEMO } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const LONG = { timeout: 300_000 };

let malha: RunningMalha;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'malha cli '));
  malha = await startMalha('one');
}, 300_000);
afterAll(async () => {
  await malha?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

function file(name: string, lines: readonly string[]): string {
  const target = path.join(folder, name);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${lines.join('\n')}\n`);
  return target;
}

/** The program as a shell runs it. */
function cli(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [CLI, ...words], {
    env: { ...process.env, MALHA_URL: malha.url, MALHA_TOKEN: malha.adminToken, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  return new Promise<{ exitCode: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (exitCode) => resolve({ exitCode, ...printed })),
  );
}

/** Two intents told apart by their words, so that a model of few examples is sure of them. */
const greetings = [
  'hello there',
  'good morning to you',
  'hi friend',
  'hey, how are you',
  'greetings everyone',
  'hello',
];
const farewells = ['goodbye now', 'see you tomorrow', 'bye bye', 'farewell my friend', 'until next time', 'goodbye'];
const rows = (texts: readonly string[], intent: string, separator = '\t') =>
  texts.map((text) => (separator === ',' ? `"${text}",${intent}` : `${text}\t${intent}`));

async function counts(): Promise<Record<string, number>> {
  const { assistants, trainingRuns } = await malha.graph().data<{
    assistants: { edges: { node: { id: string } }[] };
    trainingRuns: { edges: unknown[] };
  }>(`{ assistants(first: 100) { edges { node { id } } } trainingRuns(assistantId: "${DEMO}", first: 100) { edges { node { id } } } }`);
  return { assistants: assistants.edges.length, runs: trainingRuns.edges.length };
}

describe('malha import', () => {
  it(
    'makes an assistant of a TSV folder, says which rows were refused and why, and prints what it measured',
    LONG,
    async () => {
      file('greeter/train.tsv', [...rows(greetings, 'greeting'), ...rows(farewells, 'farewell'), 'hello\tfarewell']);
      // "Hello there!" differs from a training utterance only in what typing varies.
      file('greeter/test.tsv', ['good morning dear\tgreeting', 'goodbye dear\tfarewell', 'Hello there!\tgreeting']);
      file('greeter/oos_test.tsv', ['what is the boiling point of lead\toos']);
      const { exitCode, out, err } = await cli(['import', path.join(folder, 'greeter')]);
      expect(err).toContain('1 row refused: known under another intent (OTHER_INTENT)');
      expect(err).toContain('train.tsv:13: hello → farewell');
      expect(err).toMatch(/1 row refused: nearly equal to a test utterance: .*\(NEAR_TEST_EXAMPLE\)/);
      expect(err).toContain('train.tsv:1: hello there → greeting');
      expect(err).toContain('15 examples imported');
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^assistant +asst_/m);
      expect(out).toMatch(/^accuracy +[\d.]+ % on 3 held-out utterances$/m);
      expect(out).toMatch(/^oosRecall +[\d.]+ %$/m);
      expect(out).toMatch(/^trainSeconds +\d/m);
      expect(out).toMatch(/is PENDING_APPROVAL$/m);
    },
  );

  it('reads one CSV file, and again changes nothing of what is there', LONG, async () => {
    const csv = file('greeter.csv', [
      'text,intent',
      ...rows(greetings, 'greeting', ','),
      ...rows(farewells, 'farewell', ','),
    ]);
    const words = ['import', csv, '--assistant', 'From a CSV', '--json'];
    const first = await cli(words);
    expect(first.err).toBe('');
    expect(JSON.parse(first.out)).toMatchObject({ assistant: 'From a CSV', imported: 12, duplicates: 0, refused: [] });
    const before = await counts();
    // The same batch comes with the same key: Malha tells again what it told the first time.
    const again = JSON.parse((await cli(words)).out) as { assistantId: string; imported: number };
    expect(again).toMatchObject({ assistantId: (JSON.parse(first.out) as typeof again).assistantId, imported: 12 });
    const { intents } = await malha
      .graph()
      .data<{ intents: { edges: { node: { exampleCount: number } }[] } }>(
        'query($id: ID!) { intents(assistantId: $id, first: 10) { edges { node { exampleCount } } } }',
        { id: again.assistantId },
      );
    expect(intents.edges.map(({ node }) => node.exampleCount)).toEqual([6, 6]);
    expect(await counts()).toEqual(before);
  });

  it('writes nothing of a file that is malformed behind its first thousand rows', async () => {
    const before = await counts();
    const good = Array.from({ length: 1_500 }, (_, i) => `sentence number ${i}\tintent_${i % 3}`);
    const bad = file('bad.tsv', [
      ...good,
      `hello\t${'n'.repeat(101)}`,
      'nul \u0000\tgreeting',
      `${'x'.repeat(2_001)}\tgreeting`,
    ]);
    const { exitCode, out, err } = await cli(['import', bad]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^MALFORMED_IMPORT: nothing was imported:/);
    for (const line of [1_501, 1_502, 1_503]) expect(err).toContain(`bad.tsv:${line}:`);
    expect(await counts()).toEqual(before);
  });
});

describe('malha token', () => {
  it.each(['analyst', 'ci', 'app'])('issues a token that is a token of the role %s', async (role) => {
    const { exitCode, out, err } = await cli(['token', '--role', role, '--name', 'a test', '--days', '2']);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^good until \d{4}-/);
    const { viewer } = await malha.graph(out.trim()).data<{ viewer: { roles: string[] } }>('{ viewer { roles } }');
    expect(viewer.roles).toEqual([role]);
  });

  it('issues none for more than a year, nor to a caller who is not the admin', async () => {
    expect(await cli(['token', '--role', 'ci', '--days', '366'])).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(/^INVALID_INPUT: /),
    });
    const analyst = (await cli(['token', '--role', 'analyst'])).out.trim();
    expect(await cli(['token', '--role', 'ci'], { MALHA_TOKEN: analyst })).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(/^FORBIDDEN: /),
    });
  });
});

describe('malha doctor', () => {
  it('finds everything well where it is', async () => {
    const { exitCode, out } = await cli(['doctor']);
    expect(out).not.toContain('BAD');
    for (const what of [
      'gateway',
      'ready',
      'identity',
      'conversation',
      'nlp',
      'tagging',
      'scraping',
      'feedback',
      'models',
    ])
      expect(out).toMatch(new RegExp(`^ok +${what} `, 'm'));
    expect(exitCode).toBe(0);
  });

  it('says what is wrong where nobody answers, and where the token is not valid', async () => {
    const nobody = await cli(['doctor'], { MALHA_URL: 'http://127.0.0.1:9' });
    expect(nobody.out).toMatch(/^BAD +gateway /m);
    expect(nobody.exitCode).toBe(1);
    const stranger = await cli(['doctor'], { MALHA_TOKEN: 'not-a-token-of-this-malha' });
    expect(stranger.out).toMatch(/^ok +gateway /m);
    expect(stranger.out).toMatch(/^BAD +identity /m);
    expect(stranger.exitCode).toBe(1);
  });
});

describe('malha retrain --wait, over a connection that breaks', () => {
  let line: BrittleLine | undefined;
  afterEach(() => line?.close());

  it(
    'asks again where the answer was lost, for the same run, and follows it through killed sockets',
    LONG,
    async () => {
      const { runs: before } = await counts();
      const broken: string[] = [];
      line = await brittleLine(malha.url, ({ request, answer }) => {
        const what = request.includes('requestRetraining')
          ? 'request'
          : request.includes('trainingRunUpdated')
            ? 'stream'
            : '';
        const isHeard = what === 'stream' ? answer.includes('event: next') : answer.includes('requestRetraining');
        if (!what || !isHeard || broken.filter((earlier) => earlier === what).length >= 2) return 'pass';
        broken.push(what);
        return 'kill';
      });
      const { exitCode, out } = await cli(['retrain', DEMO, '--wait', '--reason', 'over a bad line'], {
        MALHA_URL: line.url,
      });
      expect(broken.toSorted()).toEqual(['request', 'request', 'stream', 'stream']);
      expect(out).toMatch(/^\S+ succeeded: version \d+ /);
      expect(exitCode).toBe(0);
      expect((await counts())['runs']).toBe((before ?? 0) + 1);
    },
  );

  it('is one run for one revision, whoever asks how often', LONG, async () => {
    const { runs: before } = await counts();
    const words = ['retrain', DEMO, '--revision', '0f1e2d3c'];
    const [first, second] = [await cli(words), await cli(words)];
    expect(first).toMatchObject({ exitCode: 0, out: second.out });
    const keyed = ['retrain', DEMO, '--key', 'a build of today'];
    expect((await cli(keyed)).out).toBe((await cli(keyed)).out);
    expect(await cli([...keyed, '--reason', 'another'])).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^IDEMPOTENCY_CONFLICT: /),
    });
    expect((await counts())['runs']).toBeGreaterThan(before ?? 0);
  });
});

interface BrittleLine {
  url: string;
  close(): void;
}

/** A line to `target` that passes bytes on, and whose `watch` may kill a connection before the bytes just answered arrive. */
async function brittleLine(
  target: string,
  watch: (seen: { request: string; answer: string }) => 'pass' | 'kill',
): Promise<BrittleLine> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(target).port), '127.0.0.1');
    let request = '';
    let answer = '';
    const kill = () => {
      client.resetAndDestroy();
      upstream.destroy();
    };
    client.on('data', (chunk: Buffer) => {
      // A new request on a kept connection.
      if (answer) [request, answer] = ['', ''];
      request += chunk.toString();
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      if (watch({ request, answer }) === 'kill') kill();
      else client.write(chunk);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
