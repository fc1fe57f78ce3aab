import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../platform/processes/index.ts';
import { connectGraph, type TestGraph } from './graph.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ROOMS = ['conversation', 'nlp', 'tagging', 'scraping', 'feedback', 'models'] as const;
/** The command of `npm start`, without `node` itself. */
const START = (
  JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start
  .split(' ')
  .slice(1);
const READY_TIMEOUT_MS = 240_000;

/** `one`: every role in one process. `many`: the gateway, six subgraphs and a worker, each its own process, over HTTP. */
export type Shape = 'one' | 'many';
export const SHAPES: readonly Shape[] = ['one', 'many'];
/** What runs in each shape, a process each. */
const ROLES: Readonly<Record<Shape, readonly string[]>> = {
  one: ['all'],
  many: [...ROOMS.map((room) => `subgraph:${room}`), 'worker', 'gateway'],
};
/** Of a process, what its environment has beside that of all. */
type EnvironmentOf = (role: string, ofAll: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;

/** A real Malha with a data folder and ports of its own. */
export interface RunningMalha {
  readonly url: string;
  readonly dataDir: string;
  readonly adminToken: string;
  readonly environment: NodeJS.ProcessEnv;
  /** A client with the given token; without one, the admin's. `null` is anonymous. */
  graph(token?: string | null): TestGraph;
  /** The process that runs a role; in one process, that one. */
  process(role: string): ChildProcess;
  /** kill -9 of a role's process, without a chance to say goodbye. */
  kill(role: string): Promise<void>;
  /** Starts a role again, or a further worker, and waits for nothing. */
  launch(role: string): void;
  /** Starts a role again, or a further worker, and waits until the gateway is ready. */
  start(role: string): Promise<void>;
  /** Everything printed so far, for a failing test's message. */
  output(): string;
  stop(): Promise<void>;
}

/** Roles other than those of the shape may be named, with `#2` and so on after what several processes run. */
export async function startMalha(
  shape: Shape,
  overrides: NodeJS.ProcessEnv = {},
  {
    roles = ROLES[shape],
    environmentOf = () => ({}),
  }: { roles?: readonly string[]; environmentOf?: EnvironmentOf } = {},
): Promise<RunningMalha> {
  const dataDir = overrides['MALHA_DATA'] ?? readableFolder();
  const [port, workerPort, ...roomPorts] = await Promise.all(['gateway', 'worker', ...ROOMS].map(() => freePort()));
  const adminToken = 'the-admin-token-of-this-test';
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    MALHA_WORKER_PORT: String(workerPort),
    MALHA_DATA: dataDir,
    MALHA_ADMIN_TOKEN: adminToken,
    MALHA_LOG_LEVEL: 'warn',
    MALHA_SUBGRAPHS: ROOMS.map((room, i) => `${room}=http://127.0.0.1:${roomPorts[i]}/graphql`).join(','),
    ...overrides,
  };
  const url = `http://127.0.0.1:${port}`;
  const processes = new Map<string, ChildProcess>();
  let printed = '';

  function spawnRole(role: string): void {
    const roleArguments = role === 'all' ? [] : ['--role', role.replace(/#\d+$/, '')];
    const child = spawn(process.execPath, [...START, ...roleArguments], {
      cwd: ROOT,
      env: { ...environment, ...environmentOf(role, environment) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += `[${role}] ${chunk.toString()}`;
      });
    processes.set(role, child);
  }
  async function untilReady(): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    let seen = 'no answer';
    while (Date.now() < deadline) {
      const dead = [...processes].find(([, child]) => child.exitCode !== null && child.exitCode !== 0);
      if (dead) throw new Error(`${dead[0]} ended with ${dead[1].exitCode}:\n${printed}`);
      const response = await fetch(`${url}/ready`).catch(() => undefined);
      if (response?.ok) return;
      seen = (await response?.text()) ?? 'no answer';
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`not ready after ${READY_TIMEOUT_MS} ms: ${seen}\n${printed.slice(-3_000)}`);
  }
  function processOf(role: string): ChildProcess {
    const child = processes.get(shape === 'one' ? 'all' : role);
    if (!child) throw new Error(`no process runs ${role}`);
    return child;
  }

  for (const role of roles) spawnRole(role);
  const malha: RunningMalha = {
    url,
    dataDir,
    adminToken,
    environment,
    graph: (token = adminToken) => connectGraph(url, token),
    process: processOf,
    async kill(role) {
      const child = processOf(role);
      processes.delete(shape === 'one' ? 'all' : role);
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    },
    launch: (role) => spawnRole(shape === 'one' ? 'all' : role),
    async start(role) {
      this.launch(role);
      await untilReady();
    },
    output: () => printed,
    async stop() {
      await Promise.all(
        [...processes.values()].map(async (child) => {
          if (child.exitCode !== null) return;
          const exited = new Promise((resolve) => child.once('exit', resolve));
          child.kill('SIGINT');
          await exited;
        }),
      );
      if (!overrides['MALHA_DATA']) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await untilReady();
  } catch (error) {
    await malha.stop();
    throw error;
  }
  return malha;
}

/** An embedded PostgreSQL that root starts runs as nobody, who must be able to enter. */
function readableFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'malha e2e '));
  chmodSync(folder, 0o755);
  return folder;
}
