import { Grid, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { daysAgo } from '../../format/times.ts';
import { useViewer } from '../../graph/viewer.ts';
import { graphql } from '../../gql/index.ts';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RetrainButton } from '../runs/retrain-button.tsx';
import { useRefetchOnNews } from '../shell/assistant-events.tsx';
import { ChampionPanel } from './champion-panel.tsx';
import { FeedbackPanel } from './feedback-panel.tsx';
import { PendingPanel } from './pending-panel.tsx';
import { RunningPanel } from './running-panel.tsx';

const DAYS = 14;

const OverviewPageQuery = graphql(`
  query OverviewPage($assistantId: ID!, $filter: FeedbackFilter!, $withFeedback: Boolean!) {
    assistant(id: $assistantId) {
      id
      name
      ...ChampionPanel_assistant
    }
    modelVersions(assistantId: $assistantId, first: 20) {
      ...PendingPanel_versions
    }
    trainingRuns(assistantId: $assistantId, first: 5) {
      ...RunningPanel_runs
    }
    ...FeedbackPanel_query @include(if: $withFeedback)
  }
`);

/** How the assistant is, and what waits for a person. */
export function OverviewPage() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const { mayReadTalk } = useViewer();
  const [today] = useState(() => new Date());
  const filter = useMemo(() => ({ assistantId, from: daysAgo(DAYS - 1, today) }), [assistantId, today]);
  const [result, refetch] = useQuery({
    query: OverviewPageQuery,
    variables: { assistantId, filter, withFeedback: mayReadTalk },
    requestPolicy: 'cache-and-network',
  });
  const again = () => refetch({ requestPolicy: 'network-only' });
  useRefetchOnNews(result, again);
  return (
    <Stack gap="lg">
      <PageTitle
        title={result.data?.assistant?.name ?? t('overview.title')}
        lead={t('overview.lead')}
        actions={<RetrainButton assistantId={assistantId} variant="light" />}
      />
      <QueryView result={result} retry={again}>
        {(data) => (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 5 }}>
              {data.assistant && <ChampionPanel assistant={data.assistant} assistantId={assistantId} />}
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 7 }}>
              <PendingPanel versions={data.modelVersions} assistantId={assistantId} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: mayReadTalk ? 5 : 12 }}>
              <RunningPanel runs={data.trainingRuns} assistantId={assistantId} />
            </Grid.Col>
            {mayReadTalk && (
              <Grid.Col span={{ base: 12, md: 7 }}>
                <FeedbackPanel query={data} days={DAYS} assistantId={assistantId} />
              </Grid.Col>
            )}
          </Grid>
        )}
      </QueryView>
    </Stack>
  );
}
