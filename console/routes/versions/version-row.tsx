import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { percent, score } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Moment } from '../../ui/moment.tsx';
import { VerdictBadge, VersionStateBadge } from '../../ui/state-badges.tsx';

const VersionRow_version = graphql(`
  fragment VersionRow_version on ModelVersion {
    id
    assistantId
    number
    state
    createdAt
    evaluation {
      verdict
      accuracy {
        value
      }
      macroF1
    }
  }
`);

export function VersionRow({ version: masked }: { version: FragmentType<typeof VersionRow_version> }) {
  const { t, i18n } = useTranslation('console');
  const { id, assistantId, number, state, createdAt, evaluation } = readFragment(VersionRow_version, masked);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/a/${assistantId}/versions/${id}`} size="sm" fw={550}>
          {t('versions.name', { number })}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <VersionStateBadge state={state} />
      </Table.Td>
      <Table.Td>{evaluation ? <VerdictBadge verdict={evaluation.verdict} /> : t('none')}</Table.Td>
      <Table.Td ta="right" className="tabular">
        {evaluation ? percent(evaluation.accuracy.value, i18n.language) : t('none')}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {evaluation ? score(evaluation.macroF1, i18n.language) : t('none')}
      </Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
