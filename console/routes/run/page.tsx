import { Alert, Anchor, Code, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { percent } from '../../format/numbers.ts';
import { isOver, later } from '../../format/runs.ts';
import { duration } from '../../format/times.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RunStateBadge } from '../../ui/state-badges.tsx';
import { CancelButton } from './cancel-button.tsx';
import { LogTail } from './log-tail.tsx';
import { MadeVersion } from './made-version.tsx';
import { Metrics } from './metrics.tsx';
import { Stages } from './stages.tsx';
import { Trials } from './trials.tsx';

const RunPage_run = graphql(`
  fragment RunPage_run on TrainingRun {
    id
    assistantId
    trigger
    reason
    state
    progress
    startedAt
    finishedAt
    error
    ...Stages_run
    ...Metrics_run
    ...LogTail_run
    ...MadeVersion_run
    ...Trials_run
  }
`);

const RunPageQuery = graphql(`
  query RunPage($id: ID!) {
    trainingRun(id: $id) {
      id
      sequence
      ...RunPage_run
    }
  }
`);

const RunPageUpdated = graphql(`
  subscription RunPageUpdated($id: ID!) {
    trainingRunUpdated(runId: $id) {
      id
      sequence
      ...RunPage_run
    }
  }
`);

/** One run, live: the query shows it at once, the subscription keeps it true. */
export function RunPage() {
  const { t, i18n } = useTranslation('console');
  const { runId = '' } = useParams();
  const [result, refetch] = useQuery({
    query: RunPageQuery,
    variables: { id: runId },
    requestPolicy: 'cache-and-network',
  });
  const [updates] = useSubscription({ query: RunPageUpdated, variables: { id: runId } });

  return (
    <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
      {({ trainingRun }) => {
        if (!trainingRun) return <Empty icon={IconSearchOff} title={t('run.missing')} hint={t('run.missingHint')} />;
        const update = updates.data?.trainingRunUpdated;
        const latest = later(trainingRun, update?.id === trainingRun.id ? update : undefined);
        const run = readFragment(RunPage_run, latest);
        const tookMs = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
        return (
          <Stack gap="lg">
            <PageTitle
              title={run.reason}
              mark={<RunStateBadge state={run.state} />}
              lead={
                <Group gap={6}>
                  <Anchor component={Link} to=".." relative="path" size="sm">
                    {t('runs.title')}
                  </Anchor>
                  <span>·</span>
                  <span>{t(`trigger.${run.trigger}`)}</span>
                  <span>·</span>
                  {run.startedAt ? <Moment at={run.startedAt} /> : t('run.queuedAt')}
                  {tookMs !== null && <span>· {duration(tookMs, i18n.language)}</span>}
                </Group>
              }
              actions={!isOver(run.state) && <CancelButton runId={run.id} />}
            />
            <Panel
              title={t('run.stages')}
              aside={
                <Text size="sm" c="dimmed" className="tabular">
                  {percent(run.progress, i18n.language, 0)}
                </Text>
              }
            >
              <Progress
                value={run.progress * 100}
                animated={run.state === 'RUNNING'}
                color={run.state === 'FAILED' ? 'red' : run.state === 'CANCELLED' ? 'gray' : 'tide'}
                aria-label={t('run.progress')}
              />
              <Stages run={run} />
            </Panel>
            {run.error && (
              <Alert color="red" icon={<IconAlertTriangle />} title={t('run.error')} role="alert">
                <Code block>{run.error}</Code>
              </Alert>
            )}
            <MadeVersion run={run} />
            <Trials run={run} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
              <Metrics run={run} />
              <LogTail run={run} />
            </SimpleGrid>
          </Stack>
        );
      }}
    </QueryView>
  );
}
