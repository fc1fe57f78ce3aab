import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { compose } from '../../boot/compose.ts';
import { readRoles } from '../../boot/roles.ts';
import { loadConfig } from '../../platform/config/index.ts';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { freePort } from '../../platform/processes/index.ts';
import { createTestClock } from '../kit/clock.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { connectGraph } from '../kit/graph.ts';

const ADMIN_TOKEN = 'the-admin-token-of-this-test';
const DAY_MS = 86_400_000;

let database: TestDatabase;
const dataDir = mkdtempSync(path.join(tmpdir(), 'malha compose '));
const lifecycle = new Lifecycle();
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await lifecycle.stop('test ends');
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('runs a whole program on the clock that it is given', { timeout: 200_000 }, async () => {
  const clock = createTestClock(new Date('2026-03-01T08:00:00.000Z'));
  const config = loadConfig({
    PORT: String(await freePort()),
    MALHA_DATA: dataDir,
    MALHA_DEMO: 'false',
    MALHA_ADMIN_TOKEN: ADMIN_TOKEN,
    MALHA_BUCKET: 'compose-test',
    AWS_ENDPOINT_URL: inject('aws').endpoint,
  });
  const log = createLogger({ level: 'silent', name: 'test' });
  const engines = { databaseUrl: database.url, aws: inject('aws') };
  const { models } = await compose(config, engines, { roles: readRoles([]), lifecycle, log, clock });

  const graph = connectGraph(`http://127.0.0.1:${config.server.port}`, ADMIN_TOKEN);
  const { createAssistant } = await graph.data<{ createAssistant: { assistant: { id: string } } }>(
    `mutation { createAssistant(input: { name: "Help", languages: ["en"] }) { assistant { id } errors { code } } }`,
  );
  const assistantId = createAssistant.assistant.id;
  await graph.data(`mutation($input: SetRetrainPolicyInput!) { setRetrainPolicy(input: $input) { errors { code } } }`, {
    input: { assistantId, cron: '0 3 * * *', timeZone: 'UTC' },
  });
  clock.advance(DAY_MS);
  await models.triggerDue();
  const { trainingRuns } = await graph.data<{ trainingRuns: { edges: { node: object }[] } }>(
    `query($id: ID!) { trainingRuns(assistantId: $id, first: 10) { edges { node { trigger createdAt } } } }`,
    { id: assistantId },
  );
  expect(trainingRuns.edges.map(({ node }) => node)).toEqual([
    { trigger: 'SCHEDULE', createdAt: '2026-03-02T08:00:00.000Z' },
  ]);
});
