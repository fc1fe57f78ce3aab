import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelsRoom, UNKNOWN } from './models-room.ts';

describe('a canary plan', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());
  const planOf = (assistantId: string) =>
    room.ask<{ canaryPlan: object | null }>(
      `{ canaryPlan(assistantId: "${assistantId}") { steps { share minimumMinutes minimumVoices } withShadow watchMinutes } }`,
    );

  it('has defaults, changes in what is given, and shows its changes in the audit log', async () => {
    const { canaryPlan: before } = await planOf('asst_plan');
    expect(before).toMatchObject({
      steps: [{ share: 0.01 }, { share: 0.1 }, { share: 0.5 }, { share: 1 }],
      withShadow: false,
      watchMinutes: 10_080,
    });
    const { canaryPlan } = await room.setCanaryPlan('asst_plan', { withShadow: true }, 'once');
    expect(canaryPlan).toEqual({ ...before, withShadow: true });
    await room.setCanaryPlan('asst_plan', { withShadow: true }, 'once');
    expect(
      (await room.setCanaryPlan('asst_plan', { withShadow: false }, 'once').catch(String)) as object,
    ).toMatchObject({
      errors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    });
    expect((await planOf('asst_plan')).canaryPlan).toEqual(canaryPlan);
    const { entries } = await room.auditLog('asst_plan');
    expect(entries).toMatchObject([
      { action: 'CANARY_PLAN_CHANGED', facts: [{ name: 'withShadow', value: 'true', before: 'false' }] },
    ]);
    expect((await planOf(UNKNOWN)).canaryPlan).toBeNull();
    expect((await room.setCanaryPlan(UNKNOWN, {})).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it.each([
    [{ steps: [] }, 'steps'],
    [{ steps: [{ share: 0.5 }] }, 'steps'],
    [{ steps: [{ share: 0 }, { share: 1 }] }, 'steps'],
    [{ steps: [{ share: 0.5 }, { share: 0.5 }, { share: 1 }] }, 'steps'],
    [{ steps: [{ share: 0.5 }, { share: 0.1 }, { share: 1 }] }, 'steps'],
    [{ steps: [{ share: 0.5 }, { share: 1.5 }] }, 'steps'],
    [{ steps: [{ share: 0.5, minimumMinutes: 0 }, { share: 1 }] }, 'steps'],
    [{ steps: [{ share: 0.5, minimumVoices: -1 }, { share: 1 }] }, 'steps'],
    [{ steps: [{ share: 1, minimumMinutes: 5 }] }, 'steps'],
    [{ steps: Array.from({ length: 11 }, (_, i) => ({ share: (i + 1) / 11 })) }, 'steps'],
    [{ watchMinutes: -1 }, 'watchMinutes'],
    [{ watchMinutes: 43_201 }, 'watchMinutes'],
  ])('is not %j: a code, and nothing changes', async (change, argument) => {
    const { canaryPlan, errors } = await room.setCanaryPlan('asst_bad_plan', change);
    expect({ canaryPlan, errors }).toEqual({
      canaryPlan: null,
      errors: [{ code: 'INVALID_CANARY_PLAN', path: ['input', argument] }],
    });
    expect((await planOf('asst_bad_plan')).canaryPlan).toEqual((await planOf('asst_default_plan')).canaryPlan);
  });
});
