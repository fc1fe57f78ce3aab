import { Stack, Table } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useRefetchOnNews } from '../shell/assistant-events.tsx';
import { VersionRow } from './version-row.tsx';

const PAGE = 20;

const VersionsPageQuery = graphql(`
  query VersionsPage($assistantId: ID!, $first: Int!, $after: String) {
    modelVersions(assistantId: $assistantId, first: $first, after: $after) {
      edges {
        node {
          id
          ...VersionRow_version
        }
      }
      pageInfo {
        ...Pager_pageInfo
      }
    }
  }
`);

export function VersionsPage() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const after = useSearchParams()[0].get('after');
  const [result, refetch] = useQuery({
    query: VersionsPageQuery,
    variables: { assistantId, first: PAGE, after },
    requestPolicy: 'cache-and-network',
  });
  const again = () => refetch({ requestPolicy: 'network-only' });
  useRefetchOnNews(result, again);
  return (
    <Stack gap="lg">
      <PageTitle title={t('versions.title')} lead={t('versions.lead')} />
      <QueryView result={result} retry={again}>
        {({ modelVersions: { edges, pageInfo } }) => (
          <Panel>
            {edges.length === 0 ? (
              <Empty icon={IconStack2} title={t('versions.empty')} hint={t('versions.emptyHint')} />
            ) : (
              <Table.ScrollContainer minWidth={720}>
                <Table verticalSpacing="sm" highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('versions.columns.version')}</Table.Th>
                      <Table.Th>{t('versions.columns.state')}</Table.Th>
                      <Table.Th>{t('versions.columns.verdict')}</Table.Th>
                      <Table.Th ta="right">{t('versions.columns.accuracy')}</Table.Th>
                      <Table.Th ta="right">{t('versions.columns.macroF1')}</Table.Th>
                      <Table.Th>{t('versions.columns.made')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {edges.map(({ node }) => (
                      <VersionRow key={node.id} version={node} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )}
            <Pager pageInfo={pageInfo} />
          </Panel>
        )}
      </QueryView>
    </Stack>
  );
}
