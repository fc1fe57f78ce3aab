import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compose } from '../../../boot/compose.ts';
import type { Engines } from '../../../boot/engines.ts';
import { readRoles } from '../../../boot/roles.ts';
import { loadConfig } from '../../../platform/config/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import { freePort } from '../../../platform/processes/index.ts';
import { createTestClock, type TestClock } from '../clock.ts';
import { connectGraph, type TestGraph } from '../graph.ts';
import { eventually } from '../loop.ts';
import { patientGraph } from './patient-graph.ts';

const ADMIN_TOKEN = 'the-admin-token-of-this-test';
const SETTLE_TIMEOUT_MS = 120_000;

/** A whole Malha in this process, on a clock that somebody else moves. One a process: the workflow engine keeps one registry. */
export interface OwnMalha {
  readonly clock: TestClock;
  /** Where its objects are. */
  readonly bucket: string;
  /** A client with the given token; without one, the admin's. */
  graph(token?: string): TestGraph;
  /** Lets time pass; then everything that was said is where it belongs, and what runs every minute has run. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startOwnMalha(engines: Engines, startsAt: Date): Promise<OwnMalha> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'malha simulation '));
  const bucket = `simulation-${randomBytes(6).toString('hex')}`;
  const config = loadConfig({
    PORT: String(await freePort()),
    MALHA_DATA: dataDir,
    MALHA_DEMO: 'false',
    MALHA_ADMIN_TOKEN: ADMIN_TOKEN,
    MALHA_BUCKET: bucket,
    MALHA_RATE_PER_SECOND: '100000',
    AWS_ENDPOINT_URL: engines.aws.endpoint ?? '',
  });
  const clock = createTestClock(startsAt);
  const lifecycle = new Lifecycle();
  const log = createLogger({ level: 'error', name: 'simulation' });
  const { models, feedback } = await compose(config, engines, { roles: readRoles([]), lifecycle, log, clock });
  const graph = (token = ADMIN_TOKEN) => connectGraph(`http://127.0.0.1:${config.server.port}`, token);
  return {
    clock,
    bucket,
    graph,
    async pass(ms) {
      await settled(patientGraph(graph()));
      clock.advance(ms);
      // The worker's own chores go by a clock of their own: left to them, abandonments are found at any time, while a test counts too.
      await feedback.noteAbandonments();
      await models.triggerDue();
    },
    async stop() {
      await lifecycle.stop('simulation ends');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Delivery {
  waiting: number;
  inFlight: number;
  deadLetters: number;
  outboxes: { waiting: number }[];
}

/** Nothing is on its way, seen twice: between an outbox and the queue, a message is in neither for a moment. */
async function settled(graph: TestGraph): Promise<void> {
  let quiet = 0;
  await eventually(
    async () => {
      const { messageDelivery: now } = await graph.data<{ messageDelivery: Delivery }>(
        '{ messageDelivery { waiting inFlight deadLetters outboxes { waiting } } }',
      );
      if (now.deadLetters > 0) throw new Error(`${now.deadLetters} messages failed for good`);
      const onTheWay = now.waiting + now.inFlight + now.outboxes.reduce((sum, { waiting }) => sum + waiting, 0);
      quiet = onTheWay === 0 ? quiet + 1 : 0;
      return quiet === 2 ? true : undefined;
    },
    { what: 'the delivery of all messages', timeoutMs: SETTLE_TIMEOUT_MS },
  );
}
