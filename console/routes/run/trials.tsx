import { Badge, Group, Skeleton, Table, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { metric, percent } from '../../format/numbers.ts';
import { DEFAULT_TRIAL, ranked, trialCurves } from '../../format/trials.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const Trials_run = graphql(`
  fragment Trials_run on TrainingRun {
    trials {
      number
      parameters {
        name
        value
      }
      state
      score
      curve {
        step
        value
      }
      isChosen
    }
  }
`);

const MetricChart = lazy(async () => ({ default: (await import('./metric-chart.tsx')).MetricChart }));

/** The parameters that a run tried before it trained, if it did: how they did fold by fold, and which were chosen. */
export function Trials({ run }: { run: FragmentType<typeof Trials_run> }) {
  const { t, i18n } = useTranslation('console');
  const { trials } = readFragment(Trials_run, run);
  if (trials.length === 0) return null;
  const { names, rows } = trialCurves(trials, (number) => t('trials.name', { number }));
  return (
    <Panel title={t('trials.title')} hint={t('trials.hint')}>
      {rows.length > 1 && (
        <Suspense fallback={<Skeleton h={220} />}>
          <MetricChart names={names} rows={rows} />
        </Suspense>
      )}
      <Table.ScrollContainer minWidth={560} maxHeight={420}>
        <Table verticalSpacing={6} fz="sm" className="tabular" stickyHeader>
          <caption className="visually-hidden">{t('trials.table')}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('trials.number')}</Table.Th>
              <Table.Th>{t('trials.parameters')}</Table.Th>
              <Table.Th ta="right">{t('trials.folds')}</Table.Th>
              <Table.Th ta="right">{t('trials.score')}</Table.Th>
              <Table.Th>{t('trials.state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ranked(trials).map(({ number, parameters, curve, score, state, isChosen }) => (
              <Table.Tr key={number}>
                <Table.Td>
                  <Group gap={6} wrap="nowrap">
                    {number}
                    {isChosen && (
                      <Badge size="sm" variant="light" tt="none">
                        {t('trials.chosen')}
                      </Badge>
                    )}
                    {number === DEFAULT_TRIAL && (
                      <Badge size="sm" variant="light" color="gray" tt="none">
                        {t('trials.usual')}
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td>
                  <Text ff="monospace" fz="xs">
                    {parameters.map(({ name, value }) => `${name} ${metric(value, i18n.language)}`).join(' · ')}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{curve.length}</Table.Td>
                <Table.Td ta="right">{score == null ? t('none') : percent(score, i18n.language)}</Table.Td>
                <Table.Td>{t(`trials.states.${state}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}
