import { Box } from '@mantine/core';
import { IconMessageChatbot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { lastAssistant } from './last-assistant.ts';

const FirstAssistantQuery = graphql(`
  query FirstAssistant {
    assistants(first: 100) {
      edges {
        node {
          id
        }
      }
    }
  }
`);

/** Goes on with the assistant looked at last, else with the first. */
export function FirstAssistant() {
  const { t } = useTranslation('console');
  const [result, refetch] = useQuery({ query: FirstAssistantQuery });
  return (
    <Box p="xl" maw={720} mx="auto">
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ assistants }) => {
          const ids = assistants.edges.map(({ node }) => node.id);
          const id = ids.find((known) => known === lastAssistant.read()) ?? ids[0];
          if (id) return <Navigate to={`/a/${id}`} replace />;
          return <Empty icon={IconMessageChatbot} title={t('assistants.empty')} hint={t('assistants.emptyHint')} />;
        }}
      </QueryView>
    </Box>
  );
}
