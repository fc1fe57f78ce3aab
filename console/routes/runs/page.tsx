import { Button, Group, Stack, Table } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { withChanges } from '../../format/runs.ts';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useChangedRuns } from '../shell/assistant-events.tsx';
import { RetrainButton } from './retrain-button.tsx';
import { RunRow } from './run-row.tsx';

const PAGE = 20;
const MOST = 100;

const RunsPageQuery = graphql(`
  query RunsPage($assistantId: ID!, $first: Int!) {
    trainingRuns(assistantId: $assistantId, first: $first) {
      edges {
        node {
          id
          sequence
          state
          ...RunRow_run
          ...RunningPanel_run
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);
const LISTS_RUNS = { additionalTypenames: ['TrainingRun'] };

export function RunsPage() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const [first, setFirst] = useState(PAGE);
  const changed = useChangedRuns();
  const [result, refetch] = useQuery({
    query: RunsPageQuery,
    variables: { assistantId, first },
    requestPolicy: 'cache-and-network',
    context: LISTS_RUNS,
  });
  return (
    <Stack gap="lg">
      <PageTitle title={t('runs.title')} lead={t('runs.lead')} actions={<RetrainButton assistantId={assistantId} />} />
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ trainingRuns: { edges, pageInfo } }) => {
          const runs = withChanges(
            edges.map(({ node }) => node),
            changed,
          );
          if (runs.length === 0)
            return (
              <Panel>
                <Empty icon={IconPlayerPlay} title={t('runs.empty')} hint={t('runs.emptyHint')} />
              </Panel>
            );
          return (
            <Panel>
              <Table.ScrollContainer minWidth={720}>
                <Table verticalSpacing="sm" highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('runs.columns.state')}</Table.Th>
                      <Table.Th>{t('runs.columns.reason')}</Table.Th>
                      <Table.Th>{t('runs.columns.trigger')}</Table.Th>
                      <Table.Th>{t('runs.columns.when')}</Table.Th>
                      <Table.Th>{t('runs.columns.took')}</Table.Th>
                      <Table.Th>{t('runs.columns.version')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {runs.map((run) => (
                      <RunRow key={run.id} run={run} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              {pageInfo.hasNextPage && first < MOST && (
                <Group justify="center">
                  <Button variant="subtle" onClick={() => setFirst(Math.min(MOST, first + PAGE))}>
                    {t('filters.more')}
                  </Button>
                </Group>
              )}
            </Panel>
          );
        }}
      </QueryView>
    </Stack>
  );
}
