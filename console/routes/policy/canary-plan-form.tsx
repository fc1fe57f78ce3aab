import { ActionIcon, Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { useViewer } from '../../graph/viewer.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { Problems } from '../../ui/problems.tsx';
import { planInputOf, planValuesOf, type StepValues } from './canary-plan-values.ts';

const CanaryPlanForm_plan = graphql(`
  fragment CanaryPlanForm_plan on CanaryPlan {
    steps {
      share
      minimumMinutes
      minimumVoices
    }
    withShadow
    watchMinutes
  }
`);

const SetCanaryPlan = graphql(`
  mutation SetCanaryPlan($input: SetCanaryPlanInput!) {
    setCanaryPlan(input: $input) {
      canaryPlan {
        ...CanaryPlanForm_plan
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

const MAX_STEPS = 9;

/** The steps of a canary, the last of which is always all conversations. */
export function CanaryPlanForm({
  assistantId,
  plan,
}: {
  assistantId: string;
  plan: FragmentType<typeof CanaryPlanForm_plan>;
}) {
  const { t } = useTranslation('console');
  const { isAdmin } = useViewer();
  const [values, setValues] = useState(planValuesOf(readFragment(CanaryPlanForm_plan, plan)));
  const save = useAct(SetCanaryPlan, ({ setCanaryPlan }) => setCanaryPlan.errors);

  const setSteps = (steps: readonly StepValues[]) => setValues((before) => ({ ...before, steps }));
  const setStep = (key: number, change: Partial<StepValues>) =>
    setSteps(values.steps.map((step) => (step.key === key ? { ...step, ...change } : step)));
  const add = () => {
    const key = Math.max(-1, ...values.steps.map((step) => step.key)) + 1;
    setSteps([...values.steps, { key, percent: '', minutes: 60, voices: 0 }]);
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { assistantId, idempotencyKey: newIdempotencyKey(), ...planInputOf(values) };
    if (await save.act({ input })) notifications.show({ message: t('rollout.saved') });
  }

  return (
    <Panel title={t('rollout.plan')} hint={t('rollout.planHint')}>
      <Stack component="form" gap="md" onSubmit={(event) => void submit(event)}>
        {values.steps.map((step, i) => (
          <Group key={step.key} align="flex-end" gap="sm" wrap="nowrap">
            {(['percent', 'minutes', 'voices'] as const).map((field) => (
              <NumberInput
                key={field}
                label={t(`rollout.${field === 'percent' ? 'share' : field}`)}
                value={step[field]}
                onChange={(value) => setStep(step.key, { [field]: typeof value === 'number' ? value : '' })}
                min={0}
                allowDecimal={field === 'percent'}
                disabled={!isAdmin}
                required
              />
            ))}
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('rollout.remove', { number: i + 1 })}
              onClick={() => setSteps(values.steps.filter(({ key }) => key !== step.key))}
              disabled={!isAdmin}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t('rollout.last')}
          </Text>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={add}
            disabled={!isAdmin || values.steps.length >= MAX_STEPS}
          >
            {t('rollout.add')}
          </Button>
        </Group>
        <Switch
          label={t('rollout.withShadow')}
          description={t('rollout.withShadowHint')}
          checked={values.withShadow}
          onChange={(event) => {
            const withShadow = event.currentTarget.checked;
            setValues((before) => ({ ...before, withShadow }));
          }}
          disabled={!isAdmin}
        />
        <NumberInput
          label={t('rollout.watch')}
          description={t('rollout.watchHint')}
          value={values.watchDays}
          onChange={(value) =>
            setValues((before) => ({ ...before, watchDays: typeof value === 'number' ? value : '' }))
          }
          min={0}
          max={30}
          disabled={!isAdmin}
        />
        <Problems of={save.problems} />
        <Group justify="flex-end">
          <Permitted is={isAdmin}>
            <Button type="submit" loading={save.isActing} disabled={!isAdmin}>
              {t('rollout.save')}
            </Button>
          </Permitted>
        </Group>
      </Stack>
    </Panel>
  );
}
