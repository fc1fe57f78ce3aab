import { Stack, Table } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { later, withChanges } from '../../format/runs.ts';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useChangedRuns } from '../shell/assistant-events.tsx';
import { RetrainButton } from './retrain-button.tsx';
import { RunRow } from './run-row.tsx';

const PAGE = 20;

const RunsPageQuery = graphql(`
  query RunsPage($assistantId: ID!, $first: Int!, $after: String) {
    trainingRuns(assistantId: $assistantId, first: $first, after: $after) {
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
        ...Pager_pageInfo
      }
    }
  }
`);
const LISTS_RUNS = { additionalTypenames: ['TrainingRun'] };

export function RunsPage() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const after = useSearchParams()[0].get('after');
  const changed = useChangedRuns();
  const [result, refetch] = useQuery({
    query: RunsPageQuery,
    variables: { assistantId, first: PAGE, after },
    requestPolicy: 'cache-and-network',
    context: LISTS_RUNS,
  });
  return (
    <Stack gap="lg">
      <PageTitle title={t('runs.title')} lead={t('runs.lead')} actions={<RetrainButton assistantId={assistantId} />} />
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ trainingRuns: { edges, pageInfo } }) => {
          const listed = edges.map(({ node }) => node);
          // New runs belong on the first page.
          const runs = after ? listed.map((run) => later(run, changed.get(run.id))) : withChanges(listed, changed);
          if (runs.length === 0 && !after)
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
              <Pager pageInfo={pageInfo} />
            </Panel>
          );
        }}
      </QueryView>
    </Stack>
  );
}
