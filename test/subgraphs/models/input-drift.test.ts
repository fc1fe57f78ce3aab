import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadHelpDesk } from '../../../demo/help-desk.ts';
import { Rng } from '../../../nlu/rng.ts';
import { measureInputDrift, type SaidTurn } from '../../../subgraphs/models/quality/input-drift.ts';
import { AlertDesk, MINUTE_MS } from './alert-desk.ts';
import { ModelsRoom } from './models-room.ts';

const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
const english = loadHelpDesk().examples.filter(({ language }) => language === 'en');
const formerDays = { formerFrom: new Date('2026-11-01T00:00:00Z'), formerTo: new Date('2026-11-02T00:00:00Z') };

/** A hundred turns, so sure of each. */
function sure(confidenceOf: (i: number) => number | null): SaidTurn[] {
  return Array.from({ length: 100 }, (_, i) => ({ utterance: 'the same', confidence: confidenceOf(i) }));
}

describe('the stability index of the confidence', () => {
  const former = sure((i) => i / 100);

  it('is over the deciles that it had at first', () => {
    // Every decile held ten turns; of a hundred later ones the lower five hold twenty each, the upper none. By hand, half a turn added.
    const drift = measureInputDrift({ former, recent: sure((i) => (i % 50) / 100), ...formerDays });
    const [p, full, empty] = [10.5 / 105, 20.5 / 105, 0.5 / 105];
    const index = 5 * ((p - full) * Math.log(p / full) + (p - empty) * Math.log(p / empty));
    expect(drift?.index).toBeCloseTo(index, 12);
    expect(drift?.chance).toBeCloseTo((21.666 * 2) / 100, 2);
    expect(measureInputDrift({ former, recent: former, ...formerDays })?.index).toBe(0);
  });

  it('holds turns without a confidence, and confidences that are all equal', () => {
    const equal = sure(() => 0.8);
    expect(measureInputDrift({ former: equal, recent: equal, ...formerDays })).toMatchObject({ index: 0, chance: 0 });
    expect(measureInputDrift({ former: equal, recent: sure(() => null), ...formerDays })?.index).toBeGreaterThan(1);
  });

  it('is not told of too few turns, nor the test of texts that do not differ', () => {
    expect(measureInputDrift({ former, recent: former.slice(0, 49), ...formerDays })).toBeNull();
    expect(measureInputDrift({ former, recent: former.slice(0, 50), ...formerDays })).toMatchObject({ test: null });
  });
});

interface Told {
  modelVersionId: string;
  formerFrom: string;
  formerTo: string;
  turns: number;
  formerTurns: number;
  index: number;
  chance: number;
  test: { accuracy: number; chance: number; pValue: number; texts: number } | null;
}

describe('what users say to the version in service', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
    room.clock.advance(DAY_MS - (room.clock.now().getTime() % DAY_MS));
  });
  afterAll(() => room.close());

  async function told(assistantId: string, from: Date, to: Date): Promise<Told | null> {
    const { qualityReport } = await room.ask<{ qualityReport: { inputDrift: Told | null } }>(
      `query($assistantId: ID!, $from: DateTime!, $to: DateTime!) { qualityReport(assistantId: $assistantId, from: $from, to: $to) {
        inputDrift { modelVersionId formerFrom formerTo turns formerTurns index chance test { accuracy chance pValue texts } } } }`,
      { assistantId, from: from.toISOString(), to: to.toISOString() },
    );
    return qualityReport.inputDrift;
  }

  /** Three days of 150 turns; the third one's are about what nobody spoke of before where `drifts`. */
  async function threeDays(assistantId: string, drifts: boolean) {
    const begin = room.clock.now();
    const { id } = await room.liveVersion(assistantId);
    const desk = new AlertDesk(room, assistantId);
    const drift = { name: 'inputs', metric: 'INPUT_DRIFT', direction: 'ABOVE', raiseAt: 0.55, clearAt: 0.52 };
    await desk.rule({ ...drift, action: 'RETRAIN', windowMinutes: DAY_MINUTES });
    const rng = new Rng(1);
    const known = english.slice(0, 900);
    const unknown = english.slice(900);
    for (let day = 0; day < 3; day++) {
      const pool = day === 2 && drifts ? unknown : known;
      for (let i = 0; i < 150; i++) {
        const { utterance } = pool[rng.below(pool.length)] ?? { utterance: '' };
        await desk.turns({ silent: 1, modelVersionId: id, deploymentId: 'deployment_1', utterance });
      }
      // Nobody worded these, and no version in service heard the others.
      await desk.turns({ silent: 60, modelVersionId: id, deploymentId: 'deployment_1', chosenIntent: 'grades' });
      await desk.turns({ silent: 60, modelVersionId: 'version_of_before', deploymentId: 'deployment_0' });
      await desk.tick(DAY_MINUTES);
    }
    const dayAt = (day: number) => new Date(begin.getTime() + day * DAY_MS);
    return { id, desk, dayAt };
  }

  it('is compared with what they said in its first days, and an alert goes by the same figure', async () => {
    const { id, desk, dayAt } = await threeDays('asst_other_words', true);
    const drift = await told('asst_other_words', dayAt(2), dayAt(3));
    expect(drift).toMatchObject({
      modelVersionId: id,
      formerFrom: dayAt(0).toISOString(),
      formerTo: dayAt(1).toISOString(),
      turns: 150,
      formerTurns: 150,
      index: 0,
    });
    expect(drift?.test?.accuracy).toBeGreaterThan(drift?.test?.chance ?? 1);
    expect(drift?.test?.pValue).toBeLessThan(0.01);
    const [alert, ...more] = await desk.alerts();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ value: drift?.test?.accuracy, actionState: 'DONE' });
    expect(alert?.figures.map(({ name }) => name)).toEqual(['twoSampleAccuracy', 'chance', 'sample']);
    const { trainingRuns } = await room.ask<{ trainingRuns: { edges: { node: object }[] } }>(
      `{ trainingRuns(assistantId: "asst_other_words", first: 1) { edges { node { requests { trigger } } } } }`,
    );
    expect(trainingRuns.edges[0]?.node).toMatchObject({ requests: [{ trigger: 'DRIFT' }] });
    await room.liveVersion('asst_other_words');
    await desk.tick(DAY_MINUTES);
    expect(await desk.alerts()).toMatchObject([{ endedBy: 'VERSION_CHANGED' }]);
  });

  it('raises no alert where it is what they said before, and is null of what overlaps with the first days', async () => {
    const { desk, dayAt } = await threeDays('asst_same_words', false);
    const drift = await told('asst_same_words', dayAt(2), dayAt(3));
    expect(drift?.test?.accuracy).toBeLessThanOrEqual(drift?.test?.chance ?? 0);
    expect(await desk.alerts()).toEqual([]);
    expect(await told('asst_same_words', dayAt(0), dayAt(1))).toBeNull();
    expect(await told('asst_same_words', dayAt(1), dayAt(3))).toBeNull();
    expect(await told('asst_same_words', dayAt(3), dayAt(4))).toBeNull();
    expect(await told('asst_silent', dayAt(2), dayAt(3))).toBeNull();
  });
});
