import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import {
  chanceIndex,
  judgeDrift,
  type PredictedTurns,
  stabilityIndex,
} from '../../../subgraphs/models/quality/drift.ts';
import { judgeQuality } from '../../../subgraphs/models/quality/quality-drop.ts';
import { ModelsRoom } from './models-room.ts';
import { feedbackChanged, turnObserved } from './observed.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.parse('2026-11-01T00:00:00Z');

/** 0..1, the same for the same seed (Park & Miller 1988). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function voicesOf(helpful: readonly boolean[]) {
  return helpful.map((isHelpful, i) => ({ at: new Date(START + i * MINUTE_MS), isHelpful }));
}

/** Five hundred turns over ten intents, some of them rare. */
function drawn(random: () => number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < 500; i++) {
    const intent = `intent_${Math.floor(10 * random() ** 2)}`;
    counts.set(intent, (counts.get(intent) ?? 0) + 1);
  }
  return counts;
}

/** Five hundred turns of one day, so many of them out of scope. */
function turnsOf(day: number, outOfScope: number): PredictedTurns[] {
  const at = new Date(START + day * DAY_MS);
  return [
    { day: at, intent: null, turns: outOfScope },
    { day: at, intent: 'a', turns: 500 - outOfScope },
  ];
}

function driftOf(outOfScope: number) {
  return judgeDrift([...turnsOf(0, 50), ...turnsOf(1, outOfScope)], { days: 1, psi: null, outOfScope: 0.1 });
}

describe('the rule of quality', () => {
  const later = new Date(START + 30 * DAY_MS);

  it('fires where a block of voices is significantly worse than all before it, with both rates', () => {
    const voices = voicesOf([...Array<boolean>(40).fill(true), ...Array.from({ length: 20 }, (_, i) => i < 12)]);
    expect(judgeQuality(voices, 20)(later, null)).toMatchObject({
      trigger: 'QUALITY',
      rule: 'quality',
      figures: [
        { name: 'helpfulRate', value: 0.6 },
        { name: 'formerHelpfulRate', value: 1 },
        { name: 'pValue', threshold: 0.01 },
      ],
      reason: '60 % of the last 20 voices are helpful, of those before 100 %',
    });
  });

  it('does not fire before the block is whole, nor for one that began before a run was asked for', () => {
    const voices = voicesOf([...Array<boolean>(40).fill(true), ...Array<boolean>(20).fill(false)]);
    const at = (voice: number) => voices[voice]?.at ?? later;
    expect(judgeQuality(voices, 20)(at(58), null)).toBeNull();
    expect(judgeQuality(voices, 20)(at(59), null)).not.toBeNull();
    expect(judgeQuality(voices, 20)(later, at(40))).toBeNull();
    expect(judgeQuality(voices, 20)(later, at(39))).not.toBeNull();
  });

  it('makes a false alarm of at most one block in a hundred, however often it is asked, and sees a real drop', () => {
    let [alarms, blocks, seen] = [0, 0, 0];
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomOf(seed * 7_919);
      const steady = voicesOf(Array.from({ length: 1_000 }, () => random() < 0.7));
      const rule = judgeQuality(steady, 100);
      const fired = new Set<string>();
      for (const { at } of steady) {
        const firing = rule(at, null);
        if (firing) fired.add(`${firing.reason} ${firing.figures[2]?.value}`);
      }
      alarms += fired.size;
      blocks += 9;
      const dropped = voicesOf(Array.from({ length: 600 }, (_, i) => random() < (i < 500 ? 0.7 : 0.5)));
      if (judgeQuality(dropped, 100)(later, null)) seen++;
    }
    expect(alarms / blocks).toBeLessThanOrEqual(0.01);
    expect(seen / 200).toBeGreaterThan(0.8);
  });
});

describe('the rule of drift', () => {
  it('measures ½, ½ against ¼, ¾ as 0.2747', () => {
    // (½ − ¼) ln 2 + (½ − ¾) ln ⅔, by hand.
    const [half, quarter] = [
      new Map([
        ['a', 5e6],
        ['b', 5e6],
      ]),
      new Map([
        ['a', 2.5e6],
        ['b', 7.5e6],
      ]),
    ];
    expect(stabilityIndex(half, quarter)).toBeCloseTo(0.2747, 4);
    expect(stabilityIndex(half, half)).toBe(0);
    expect(Number.isFinite(stabilityIndex(new Map([['a', 10]]), new Map([['b', 10]])))).toBe(true);
  });

  it('bounds by χ² what chance makes: 21.666 of nine degrees of freedom at 99 %', () => {
    expect(chanceIndex(10, 500, 500)).toBeCloseTo((21.666 * 2) / 500, 3);
    let above = 0;
    for (let seed = 1; seed <= 1_000; seed++) {
      const random = randomOf(seed * 104_729);
      if (stabilityIndex(drawn(random), drawn(random)) >= chanceIndex(10, 500, 500)) above++;
    }
    expect(above / 1_000).toBeLessThan(0.02);
  });

  it('tells a rise of the out-of-scope rate where its interval lies beyond the bound', () => {
    const noon = new Date(START + 2.5 * DAY_MS);
    expect(driftOf(90)(noon, null)).toBeNull();
    expect(driftOf(130)(noon, null)?.figures).toContainEqual({ name: 'outOfScopeRate', value: 0.26, threshold: null });
    expect(driftOf(130)(noon, new Date(START + 1.5 * DAY_MS))).toBeNull();
    // The last whole day is the first one itself.
    expect(driftOf(130)(new Date(START + 1.5 * DAY_MS), null)).toBeNull();
  });
});

describe('a policy that goes by what is observed', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  let counted = 0;
  async function turn(assistantId: string, modelVersionId: string, more: { intent?: string; verdict?: string } = {}) {
    const { intent = 'renew_loan', verdict } = more;
    const at = room.clock.now().toISOString();
    const turnId = `turn_${++counted}`;
    const said = feedbackChanged({
      assistantId,
      feedbackId: `feedback_${counted}`,
      turnId,
      ...(verdict && { verdict }),
    });
    const messages = [
      turnObserved(turnId, { assistantId, modelVersionId, intent, at, deploymentId: 'deployment_1' }),
      ...(verdict ? [{ ...said, turn: { ...said.turn, at }, feedback: { ...said.feedback, at } }] : []),
    ];
    await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, messages));
  }

  interface Told {
    at: string;
    trigger: string;
    rule: string | null;
    reason: string;
    figures: { name: string }[];
  }
  async function told(assistantId: string): Promise<{ fired: Told[]; dry: Told[] }> {
    const TOLD = 'at trigger rule reason figures { name value threshold }';
    const { trainingRuns, retrainPolicyDryRun } = await room.ask<{
      trainingRuns: { edges: { node: { requests: (Told & { by: string })[] } }[] };
      retrainPolicyDryRun: { firings: { edges: { node: Told }[] } };
    }>(
      `query($assistantId: ID!) {
        trainingRuns(assistantId: $assistantId, first: 10) { edges { node { requests { by ${TOLD} } } } }
        retrainPolicyDryRun(assistantId: $assistantId) { firings(first: 100) { edges { node { ${TOLD} } } } } }`,
      { assistantId },
    );
    const fired = trainingRuns.edges
      .flatMap(({ node }) => node.requests)
      .filter(({ by }) => by === 'policy')
      .map(({ at, trigger, rule, reason, figures }) => ({ at, trigger, rule, reason, figures }));
    return { fired, dry: retrainPolicyDryRun.firings.edges.map(({ node }) => node) };
  }

  it('asks for a run where users like the version less than before, once, as a dry run tells', async () => {
    const { id } = await room.liveVersion('asst_worse');
    await room.setPolicy('asst_worse', { volume: null, qualityVoices: 20, debounceMinutes: 0 });
    room.clock.advance(MINUTE_MS - (room.clock.now().getTime() % MINUTE_MS));
    for (let i = 0; i < 64; i++) {
      room.clock.advance(MINUTE_MS);
      await turn('asst_worse', id, { verdict: i < 40 || i % 2 === 0 ? 'HELPFUL' : 'UNHELPFUL' });
      await room.models.triggerDue();
    }
    const { fired, dry } = await told('asst_worse');
    expect(fired).toMatchObject([{ trigger: 'QUALITY', rule: 'quality', figures: [{ value: 0.5 }, { value: 1 }, {}] }]);
    expect(dry).toEqual(fired);
  });

  it('asks for a run where users say other things than in the version’s first days, as a dry run tells', async () => {
    const { id } = await room.liveVersion('asst_drifts');
    await room.setPolicy('asst_drifts', { volume: null, driftPsi: 0.25, driftDays: 1, debounceMinutes: 0 });
    room.clock.advance(DAY_MS - (room.clock.now().getTime() % DAY_MS));
    for (let day = 0; day < 5; day++) {
      for (let i = 0; i < 40; i++)
        await turn('asst_drifts', id, { intent: day < 2 || i % 2 === 0 ? 'renew_loan' : 'reserve' });
      room.clock.advance(DAY_MS);
      await room.models.triggerDue();
    }
    const { fired, dry } = await told('asst_drifts');
    // The third day is told on the fourth, and the fifth on the sixth; the fourth began when a run had just been asked for.
    expect(fired).toMatchObject([{ rule: 'drift', trigger: 'DRIFT' }, { trigger: 'DRIFT' }]);
    expect(fired[0]?.figures[0]).toMatchObject({ name: 'stabilityIndex' });
    expect(dry).toEqual(fired);
  });
});
