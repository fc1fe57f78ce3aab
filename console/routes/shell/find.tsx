import { Box } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { QueryView } from '../../ui/query-view.tsx';

const FindVersionQuery = graphql(`
  query FindVersion($id: ID!) {
    modelVersion(id: $id) {
      id
      assistantId
    }
  }
`);

const FindRunQuery = graphql(`
  query FindRun($id: ID!) {
    trainingRun(id: $id) {
      id
      assistantId
    }
  }
`);

/** From an address without an assistant to the version's own page. */
export function FindVersion() {
  const { t } = useTranslation('console');
  const { versionId = '' } = useParams();
  const [result, refetch] = useQuery({ query: FindVersionQuery, variables: { id: versionId } });
  return (
    <Box p="xl" maw={720} mx="auto">
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ modelVersion }) =>
          modelVersion ? (
            <Navigate to={`/a/${modelVersion.assistantId}/versions/${modelVersion.id}`} replace />
          ) : (
            <Empty icon={IconSearchOff} title={t('version.missing')} hint={t('version.missingHint')} />
          )
        }
      </QueryView>
    </Box>
  );
}

/** From an address without an assistant to the run's own page. */
export function FindRun() {
  const { t } = useTranslation('console');
  const { runId = '' } = useParams();
  const [result, refetch] = useQuery({ query: FindRunQuery, variables: { id: runId } });
  return (
    <Box p="xl" maw={720} mx="auto">
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ trainingRun }) =>
          trainingRun ? (
            <Navigate to={`/a/${trainingRun.assistantId}/runs/${trainingRun.id}`} replace />
          ) : (
            <Empty icon={IconSearchOff} title={t('run.missing')} hint={t('run.missingHint')} />
          )
        }
      </QueryView>
    </Box>
  );
}
