import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';

const AssistantSwitcher_query = graphql(`
  fragment AssistantSwitcher_query on Query {
    assistants(first: 100) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

/** Which assistant everything on the page is about. */
export function AssistantSwitcher({
  query,
  current,
}: {
  query: FragmentType<typeof AssistantSwitcher_query>;
  current: string;
}) {
  const { t } = useTranslation('console');
  const navigate = useNavigate();
  const { assistants } = readFragment(AssistantSwitcher_query, query);
  return (
    <Select
      aria-label={t('nav.assistant')}
      data={assistants.edges.map(({ node }) => ({ value: node.id, label: node.name }))}
      value={current}
      onChange={(id) => id && void navigate(`/a/${id}`)}
      allowDeselect={false}
      searchable={assistants.edges.length > 8}
      mb="md"
      styles={{ input: { textOverflow: 'ellipsis' } }}
    />
  );
}
