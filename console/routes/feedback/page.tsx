import { ActionIcon, Stack, Text, Tooltip } from '@mantine/core';
import { IconFilter, IconRefresh, IconThumbUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { useRefetchOn } from '../../graph/use-refetch-on.ts';
import { graphql } from '../../gql/index.ts';
import type { FeedbackPageRecordedSubscription } from '../../gql/graphql.ts';
import { Empty } from '../../ui/empty.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useRefetchOnNews } from '../shell/assistant-events.tsx';
import { FeedbackRow } from './feedback-row.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterOf, isFiltered } from './filters.ts';

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
    assistant(id: $assistantId) {
      id
      intentOptions {
        intent
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
// A page without a row names no Feedback, so the cache could not know that a review changes it.
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
  const [{ data: recorded = 0 }] = useSubscription<FeedbackPageRecordedSubscription, number>(
    { query: FeedbackPageRecorded, variables: { assistantId } },
    (times = 0) => times + 1,
  );
  const intents = useMemo(
    () =>
      (intentData?.assistant?.intentOptions ?? []).map(({ intent }) => intent).toSorted((a, b) => a.localeCompare(b)),
    [intentData],
  );
  const again = () => refetch({ requestPolicy: 'network-only' });
  useRefetchOn(recorded, result, again);
  useRefetchOnNews(result, again);
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
