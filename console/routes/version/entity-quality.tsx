import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { percent, score } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const EntityQuality_evaluation = graphql(`
  fragment EntityQuality_evaluation on Evaluation {
    entities {
      type
      precision
      recall
      f1
      support
    }
  }
`);

/** How well the spans of each learned entity type are found. Draws nothing where there are none to judge by. */
export function EntityQuality({ evaluation }: { evaluation: FragmentType<typeof EntityQuality_evaluation> }) {
  const { t, i18n } = useTranslation('console');
  const { entities } = readFragment(EntityQuality_evaluation, evaluation);
  if (!entities || entities.length === 0) return null;
  return (
    <Panel title={t('entities.quality')} hint={t('entities.qualityHint')}>
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing={8} fz="sm" className="tabular">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('entities.type')}</Table.Th>
              <Table.Th ta="right">{t('version.f1')}</Table.Th>
              <Table.Th ta="right">{t('version.precision')}</Table.Th>
              <Table.Th ta="right">{t('version.recall')}</Table.Th>
              <Table.Th ta="right">{t('entities.spans')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entities.map(({ type, precision, recall, f1, support }) => (
              <Table.Tr key={type}>
                <Table.Td ff="monospace" fz="xs">
                  {type}
                </Table.Td>
                <Table.Td ta="right">{score(f1, i18n.language)}</Table.Td>
                <Table.Td ta="right">{percent(precision, i18n.language, 0)}</Table.Td>
                <Table.Td ta="right">{percent(recall, i18n.language, 0)}</Table.Td>
                <Table.Td ta="right">{support}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}
