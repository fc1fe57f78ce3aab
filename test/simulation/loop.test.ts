import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type HelpDesk, loadHelpDesk } from '../../demo/help-desk.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { live, SIMULATION_STARTS_AT } from '../kit/simulation/life.ts';
import { type OwnMalha, startOwnMalha } from '../kit/simulation/own-malha.ts';

const PARTS = 3;

let database: TestDatabase;
let malha: OwnMalha;
beforeAll(async () => {
  database = await createTestDatabase();
  malha = await startOwnMalha({ databaseUrl: database.url, aws: inject('aws') }, SIMULATION_STARTS_AT);
});
afterAll(async () => {
  await malha?.stop();
  await database.close();
});

it(
  'learns from simulated people night by night, with nobody but an approving admin',
  { timeout: 240_000 },
  async () => {
    const { first, days } = await live(malha, smallHelpDesk(), {
      seed: 1,
      days: 3,
      conversationsADay: 60,
      waves: 2,
      taughtAnIntent: 1,
      people: 40,
    });
    expect(days.map(({ day, conversations }) => [day, conversations])).toEqual([
      [1, 60],
      [2, 60],
      [3, 60],
    ]);
    expect(days.every(({ turns, opinions }) => turns > 60 && opinions > 0)).toBe(true);
    // Whatever a gate may refuse on so few test examples, what it lets pass is served, and people have taught something.
    const served = days.filter(({ decision }) => decision === 'APPROVED').map(({ trained }) => trained?.number);
    expect(days.at(-1)?.champion.number).toBe(served.at(-1));
    expect(days.at(-1)?.champion.accuracy).toBeGreaterThan(first.accuracy + 0.1);
  },
);

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
