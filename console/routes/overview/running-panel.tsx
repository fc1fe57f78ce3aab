import { Anchor, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isOver, withChanges } from '../../format/runs.ts';
import { percent } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RunStateBadge } from '../../ui/state-badges.tsx';
import { type ChangedRun, useChangedRuns } from '../shell/assistant-events.tsx';

const RunningPanel_run = graphql(`
  fragment RunningPanel_run on TrainingRun {
    id
    reason
    state
    progress
  }
`);

const RunningPanel_runs = graphql(`
  fragment RunningPanel_runs on TrainingRunConnection {
    edges {
      node {
        id
        sequence
        state
        ...RunRow_run
        ...RunningPanel_run
      }
    }
  }
`);

/** What is being learned now. */
export function RunningPanel({
  runs,
  assistantId,
}: {
  runs: FragmentType<typeof RunningPanel_runs>;
  assistantId: string;
}) {
  const { t, i18n } = useTranslation('console');
  const changed = useChangedRuns();
  const listed: ChangedRun[] = readFragment(RunningPanel_runs, runs).edges.map(({ node }) => node);
  const present = withChanges(listed, changed).filter(({ state }) => !isOver(state));
  return (
    <Panel title={t('overview.running')}>
      {present.length === 0 && (
        <Empty icon={IconPlayerPlay} title={t('overview.runningNone')} hint={t('overview.runningNoneHint')} />
      )}
      {present.map((run) => {
        const { id, reason, state, progress } = readFragment(RunningPanel_run, run);
        return (
          <Stack key={id} gap={8}>
            <Group justify="space-between" wrap="nowrap">
              <Anchor component={Link} to={`/a/${assistantId}/runs/${id}`} size="sm" fw={550} lineClamp={1}>
                {reason}
              </Anchor>
              <RunStateBadge state={state} />
            </Group>
            <Group gap="sm" wrap="nowrap">
              <Progress value={progress * 100} flex={1} aria-label={t('run.progress')} animated={state === 'RUNNING'} />
              <Text size="xs" c="dimmed" className="tabular">
                {percent(progress, i18n.language, 0)}
              </Text>
            </Group>
          </Stack>
        );
      })}
    </Panel>
  );
}
