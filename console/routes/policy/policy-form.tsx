import {
  Button,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fullTime } from '../../format/times.ts';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { problemsAt } from '../../graph/problem.ts';
import { useAct } from '../../graph/use-act.ts';
import { useViewer } from '../../graph/viewer.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { Problems, useProblemText } from '../../ui/problems.tsx';
import { changesOf, type PolicyField, type PolicyValues, valuesOf } from './policy-values.ts';

const PolicyForm_policy = graphql(`
  fragment PolicyForm_policy on RetrainPolicy {
    assistantId
    cron
    timeZone
    volume
    debounceMinutes
    approval
    rollout
    acceptance
    twoPersons
    recipe
    encoder
    warmStart
    trialCount
    trialBudgetSeconds
    newLabels
    nextScheduledAt
  }
`);

const SetRetrainPolicy = graphql(`
  mutation SetRetrainPolicy($input: SetRetrainPolicyInput!) {
    setRetrainPolicy(input: $input) {
      retrainPolicy {
        assistantId
        ...PolicyForm_policy
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

const FIELDS: readonly PolicyField[] = [
  'cron',
  'timeZone',
  'volume',
  'debounceMinutes',
  'approval',
  'rollout',
  'acceptance',
  'twoPersons',
  'recipe',
  'encoder',
  'warmStart',
  'trialCount',
  'trialBudgetSeconds',
];

/** The whole policy as one form. Only what was changed is sent; what the graph refuses is said at its field. */
export function PolicyForm({ policy: masked }: { policy: FragmentType<typeof PolicyForm_policy> }) {
  const { t, i18n } = useTranslation('console');
  const { isAdmin } = useViewer();
  const textOf = useProblemText();
  const policy = readFragment(PolicyForm_policy, masked);
  const saved = valuesOf(policy);
  const [edited, setEdited] = useState<Partial<PolicyValues>>({});
  const values = { ...saved, ...edited };
  const save = useAct(SetRetrainPolicy, ({ setRetrainPolicy }) => setRetrainPolicy.errors);
  const changes = changesOf(saved, values);
  const hasChanged = Object.keys(changes).length > 0;

  const set = (change: Partial<PolicyValues>) => setEdited((before) => ({ ...before, ...change }));
  const errorAt = (field: PolicyField) =>
    problemsAt(save.problems, field)
      .map(({ code, message }) => message ?? textOf({ code, message }))
      .join(' ') || null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (
      !(await save.act({ input: { assistantId: policy.assistantId, idempotencyKey: newIdempotencyKey(), ...changes } }))
    )
      return;
    setEdited({});
    notifications.show({ message: t('policy.saved') });
  }

  return (
    <Stack component="form" gap="lg" onSubmit={(event) => void submit(event)}>
      <Panel title={t('policy.when')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label={t('policy.volume')}
            description={t('policy.volumeHint')}
            value={values.volume}
            onChange={(value) => set({ volume: typeof value === 'number' ? value : '' })}
            min={1}
            allowDecimal={false}
            error={errorAt('volume')}
            disabled={!isAdmin}
          />
          <NumberInput
            label={t('policy.debounce')}
            description={t('policy.debounceHint')}
            value={values.debounceMinutes}
            onChange={(value) => set({ debounceMinutes: typeof value === 'number' ? value : '' })}
            min={0}
            allowDecimal={false}
            error={errorAt('debounceMinutes')}
            disabled={!isAdmin}
          />
          <TextInput
            label={t('policy.cron')}
            description={t('policy.cronHint')}
            placeholder="0 3 * * 1"
            value={values.cron}
            onChange={(event) => set({ cron: event.currentTarget.value })}
            error={errorAt('cron')}
            disabled={!isAdmin}
            spellCheck={false}
          />
          <Select
            label={t('policy.timeZone')}
            description={
              policy.nextScheduledAt
                ? t('policy.next', { at: fullTime(policy.nextScheduledAt, i18n.language) })
                : t('policy.nextNone')
            }
            data={timeZones(values.timeZone)}
            value={values.timeZone}
            onChange={(value) => value && set({ timeZone: value })}
            searchable
            error={errorAt('timeZone')}
            disabled={!isAdmin}
          />
        </SimpleGrid>
        <Text size="sm" c="dimmed" className="tabular">
          {t('policy.newLabels', { count: policy.newLabels })}
        </Text>
      </Panel>
      <Panel title={t('policy.labels')}>
        <Input.Wrapper
          label={t('policy.acceptance')}
          description={t(`policy.acceptanceHint.${values.acceptance}`)}
          error={errorAt('acceptance')}
        >
          <Choice
            name={t('policy.acceptance')}
            value={values.acceptance}
            options={(['AUTO', 'REVIEW'] as const).map((value) => ({
              value,
              label: t(`policy.acceptanceOptions.${value}`),
            }))}
            onChange={(acceptance) => set({ acceptance })}
            isDisabled={!isAdmin}
          />
        </Input.Wrapper>
      </Panel>
      <Panel title={t('policy.how')}>
        <Input.Wrapper
          label={t('policy.recipe')}
          description={t(`policy.recipeHint.${values.recipe}`)}
          error={errorAt('recipe')}
        >
          <Choice
            name={t('policy.recipe')}
            value={values.recipe}
            options={(['FAST', 'BEST'] as const).map((value) => ({ value, label: t(`recipe.${value}`) }))}
            onChange={(recipe) => set({ recipe })}
            isDisabled={!isAdmin}
          />
        </Input.Wrapper>
        <TextInput
          label={t('policy.encoder')}
          description={t('policy.encoderHint')}
          value={values.encoder}
          onChange={(event) => set({ encoder: event.currentTarget.value })}
          error={errorAt('encoder')}
          disabled={!isAdmin}
        />
        <Switch
          label={t('policy.warmStart')}
          description={t('policy.warmStartHint')}
          checked={values.warmStart}
          onChange={(event) => set({ warmStart: event.currentTarget.checked })}
          error={errorAt('warmStart')}
          disabled={!isAdmin}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label={t('trials.count')}
            description={t('trials.countHint')}
            value={values.trialCount}
            onChange={(value) => set({ trialCount: typeof value === 'number' ? value : '' })}
            min={2}
            max={100}
            allowDecimal={false}
            error={errorAt('trialCount')}
            disabled={!isAdmin}
          />
          <NumberInput
            label={t('trials.seconds')}
            description={t('trials.secondsHint')}
            value={values.trialBudgetSeconds}
            onChange={(value) => set({ trialBudgetSeconds: typeof value === 'number' ? value : '' })}
            min={1}
            allowDecimal={false}
            error={errorAt('trialBudgetSeconds')}
            disabled={!isAdmin}
          />
        </SimpleGrid>
      </Panel>
      <Panel title={t('policy.live')}>
        <Input.Wrapper label={t('policy.approval')} error={errorAt('approval')}>
          <Choice
            name={t('policy.approval')}
            value={values.approval}
            options={(['PERSON', 'AUTOMATIC_WHEN_IMPROVED'] as const).map((value) => ({
              value,
              label: t(`policy.approvalOptions.${value}`),
            }))}
            onChange={(approval) => set({ approval })}
            isDisabled={!isAdmin}
          />
        </Input.Wrapper>
        <Input.Wrapper label={t('policy.rollout')} error={errorAt('rollout')}>
          <Choice
            name={t('policy.rollout')}
            value={values.rollout}
            options={(['IMMEDIATE', 'CANARY'] as const).map((value) => ({
              value,
              label: t(`policy.rolloutOptions.${value}`),
            }))}
            onChange={(rollout) => set({ rollout })}
            isDisabled={!isAdmin}
          />
        </Input.Wrapper>
        <Switch
          label={t('policy.twoPersons')}
          description={t('policy.twoPersonsHint')}
          checked={values.twoPersons}
          onChange={(event) => set({ twoPersons: event.currentTarget.checked })}
          error={errorAt('twoPersons')}
          disabled={!isAdmin}
        />
      </Panel>
      <Problems of={save.problems.filter(({ path }) => !FIELDS.some((field) => field === path?.at(-1)))} />
      <Group justify="flex-end">
        {!hasChanged && (
          <Text size="sm" c="dimmed">
            {t('policy.unchanged')}
          </Text>
        )}
        <Permitted is={isAdmin}>
          <Button type="submit" loading={save.isActing} disabled={!isAdmin || !hasChanged}>
            {t('policy.save')}
          </Button>
        </Permitted>
      </Group>
    </Stack>
  );
}

/** One of two, under the label above it. */
function Choice<Value extends string>({
  name,
  value,
  options,
  onChange,
  isDisabled,
}: {
  name: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  isDisabled: boolean;
}) {
  const isNarrow = useMediaQuery('(max-width: 36em)');
  return (
    <Group mt={6}>
      <SegmentedControl
        aria-label={name}
        data={options}
        value={value}
        onChange={onChange}
        disabled={isDisabled}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        fullWidth={isNarrow ?? false}
      />
    </Group>
  );
}

function timeZones(present: string): string[] {
  return [...new Set([present, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
