import { Group, Table, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const Confusions_evaluation = graphql(`
  fragment Confusions_evaluation on Evaluation {
    confusions {
      actual
      predicted
      count
    }
  }
`);

const MOST = 15;
/** As the evaluation calls what no intent covers. */
const OUT_OF_SCOPE = 'out-of-scope';

/** What was taken for what, most often first. */
export function Confusions({ evaluation }: { evaluation: FragmentType<typeof Confusions_evaluation> }) {
  const { t } = useTranslation('console');
  const confusions = readFragment(Confusions_evaluation, evaluation)
    .confusions.filter(({ actual, predicted }) => actual !== predicted)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
  const name = (intent: string) => (intent === OUT_OF_SCOPE ? t('version.outOfScope') : intent);
  return (
    <Panel title={t('version.confusions')}>
      {confusions.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('version.confusionsNone')}
        </Text>
      ) : (
        <Table verticalSpacing={8} fz="sm" className="tabular">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <Group gap={6}>
                  {t('version.actual')} <IconArrowRight size={13} aria-hidden /> {t('version.predicted')}
                </Group>
              </Table.Th>
              <Table.Th ta="right">{t('version.count')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {confusions.map(({ actual, predicted, count }) => (
              <Table.Tr key={`${actual} ${predicted}`}>
                <Table.Td ff="monospace" fz="xs">
                  <span
                    aria-label={t('version.confusion', { actual: name(actual), predicted: name(predicted) })}
                    role="text"
                  >
                    {name(actual)} <IconArrowRight size={12} style={{ verticalAlign: '-2px' }} aria-hidden />{' '}
                    {name(predicted)}
                  </span>
                </Table.Td>
                <Table.Td ta="right">{count}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
