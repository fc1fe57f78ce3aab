import { ActionIcon, Stack, Text, Tooltip } from '@mantine/core';
import { IconFilter, IconRefresh, IconThumbUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { FeedbackRow } from './feedback-row.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterOf, isFiltered } from './filters.ts';
import { Pager } from './pager.tsx';

const PAGE = 20;

const FeedbackPageQuery = graphql(`
  query FeedbackPage($filter: FeedbackFilter!, $first: Int!, $after: String) {
    feedbackHistory(filter: $filter, first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          ...FeedbackRow_feedback
        }
      }
      pageInfo {
        ...Pager_pageInfo
      }
    }
  }
`);

const FeedbackPageIntents = graphql(`
  query FeedbackPageIntents($assistantId: ID!) {
    intents(assistantId: $assistantId, first: 100) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const FeedbackPageRecorded = graphql(`
  subscription FeedbackPageRecorded($assistantId: ID!) {
    feedbackRecorded(assistantId: $assistantId) {
      id
      status
    }
  }
`);
// What comes in changes what is listed and counted.
const LISTS_FEEDBACK = { additionalTypenames: ['Feedback'] };

/** Everything users said, filtered and paged by the address. */
export function FeedbackPage() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const [address] = useSearchParams();
  const filter = useMemo(() => filterOf(assistantId, address), [assistantId, address]);
  const [result, refetch] = useQuery({
    query: FeedbackPageQuery,
    variables: { filter, first: PAGE, after: address.get('after') },
    requestPolicy: 'cache-and-network',
    context: LISTS_FEEDBACK,
  });
  const [{ data: intentData }] = useQuery({ query: FeedbackPageIntents, variables: { assistantId } });
  useSubscription({ query: FeedbackPageRecorded, variables: { assistantId }, context: LISTS_FEEDBACK });
  const intents = useMemo(
    () => (intentData?.intents.edges ?? []).map(({ node }) => node.name).toSorted((a, b) => a.localeCompare(b)),
    [intentData],
  );
  const again = () => refetch({ requestPolicy: 'network-only' });
  return (
    <Stack gap="lg">
      <PageTitle
        title={t('feedback.title')}
        lead={t('feedback.lead')}
        actions={
          <Tooltip label={t('filters.refresh')}>
            <ActionIcon variant="default" size="lg" onClick={again} aria-label={t('filters.refresh')}>
              <IconRefresh size={17} />
            </ActionIcon>
          </Tooltip>
        }
      />
      <>
        <FilterBar intents={intents} />
        <QueryView result={result} retry={again}>
          {({ feedbackHistory: { edges, totalCount, pageInfo } }) => (
            <Panel>
              <Text size="sm" c="dimmed" className="tabular" role="status">
                {t('feedback.total', { count: totalCount })}
              </Text>
              {edges.length === 0 &&
                (isFiltered(address) ? (
                  <Empty icon={IconFilter} title={t('feedback.emptyFiltered')} hint={t('feedback.emptyFilteredHint')} />
                ) : (
                  <Empty icon={IconThumbUp} title={t('feedback.empty')} hint={t('feedback.emptyHint')} />
                ))}
              <Stack gap={0} role="list">
                {edges.map(({ node }) => (
                  <FeedbackRow key={node.id} feedback={node} intents={intents} assistantId={assistantId} />
                ))}
              </Stack>
              <Pager pageInfo={pageInfo} />
            </Panel>
          )}
        </QueryView>
      </>
    </Stack>
  );
}
