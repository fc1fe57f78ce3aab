import { Button, Stack, Table } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useViewer } from '../../graph/viewer.ts';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { EntityTypeDialog } from './entity-type-dialog.tsx';
import { EntityTypeRow } from './entity-type-row.tsx';
import { TryOut } from './try-out.tsx';

const EntitiesPageQuery = graphql(`
  query EntitiesPage($assistantId: ID!) {
    entityTypes(assistantId: $assistantId, first: 100) {
      edges {
        node {
          id
          ...EntityTypeRow_entityType
        }
      }
    }
  }
`);
// A page without a row names no EntityType, so the cache could not know that a new one changes it.
const LISTS_ENTITY_TYPES = { additionalTypenames: ['EntityType'] };

/** What details the assistant looks for, and a box to try them out. */
export function EntitiesPage() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const { isAdmin } = useViewer();
  const [isMaking, setMaking] = useState(false);
  const [result, refetch] = useQuery({
    query: EntitiesPageQuery,
    variables: { assistantId },
    requestPolicy: 'cache-and-network',
    context: LISTS_ENTITY_TYPES,
  });
  const create = (
    <Permitted is={isAdmin}>
      <Button leftSection={<IconPlus size={17} />} onClick={() => setMaking(true)} disabled={!isAdmin}>
        {t('entities.create')}
      </Button>
    </Permitted>
  );
  return (
    <Stack gap="lg">
      <PageTitle title={t('entities.title')} lead={t('entities.lead')} actions={create} />
      <TryOut assistantId={assistantId} />
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ entityTypes: { edges } }) => (
          <Panel>
            {edges.length === 0 ? (
              <Empty icon={IconTags} title={t('entities.empty')} hint={t('entities.emptyHint')} />
            ) : (
              <Table.ScrollContainer minWidth={620}>
                <Table verticalSpacing="sm" fz="sm">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('entities.name')}</Table.Th>
                      <Table.Th>{t('entities.kind')}</Table.Th>
                      <Table.Th>{t('entities.foundBy')}</Table.Th>
                      <Table.Th />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {edges.map(({ node }) => (
                      <EntityTypeRow key={node.id} entityType={node} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )}
          </Panel>
        )}
      </QueryView>
      {isMaking && <EntityTypeDialog assistantId={assistantId} close={() => setMaking(false)} />}
    </Stack>
  );
}
