import { Anchor, Progress, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { duration } from '../../format/times.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Moment } from '../../ui/moment.tsx';
import { RunStateBadge } from '../../ui/state-badges.tsx';

const RunRow_run = graphql(`
  fragment RunRow_run on TrainingRun {
    id
    assistantId
    trigger
    reason
    state
    stage
    progress
    startedAt
    finishedAt
    modelVersion {
      id
      number
    }
  }
`);

export function RunRow({ run: masked }: { run: FragmentType<typeof RunRow_run> }) {
  const { t, i18n } = useTranslation('console');
  const run = readFragment(RunRow_run, masked);
  const home = `/a/${run.assistantId}`;
  const tookMs = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={6} align="flex-start">
          <RunStateBadge state={run.state} />
          {run.state === 'RUNNING' && (
            <Progress value={run.progress * 100} size="xs" w={120} aria-label={t('run.progress')} />
          )}
        </Stack>
      </Table.Td>
      <Table.Td maw={320}>
        <Anchor component={Link} to={`${home}/runs/${run.id}`} size="sm" fw={500} lineClamp={2}>
          {run.reason}
        </Anchor>
      </Table.Td>
      <Table.Td>{t(`trigger.${run.trigger}`)}</Table.Td>
      <Table.Td>
        <Text size="sm">{run.startedAt ? <Moment at={run.startedAt} /> : t('run.queuedAt')}</Text>
      </Table.Td>
      <Table.Td className="tabular">{tookMs === null ? t('none') : duration(tookMs, i18n.language)}</Table.Td>
      <Table.Td>
        {run.modelVersion ? (
          <Anchor component={Link} to={`${home}/versions/${run.modelVersion.id}`} size="sm">
            {t('run.version', { number: run.modelVersion.number })}
          </Anchor>
        ) : (
          t('none')
        )}
      </Table.Td>
    </Table.Tr>
  );
}
