import { Skeleton, Table, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { metric } from '../../format/numbers.ts';
import { curves, lastValues } from '../../format/metrics.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const Metrics_run = graphql(`
  fragment Metrics_run on TrainingRun {
    metrics(last: 400) {
      name
      step
      value
    }
  }
`);

const MetricChart = lazy(async () => ({ default: (await import('./metric-chart.tsx')).MetricChart }));

/** The run's metrics: curves where there is a course to see, and the last values as a table. */
export function Metrics({ run }: { run: FragmentType<typeof Metrics_run> }) {
  const { t, i18n } = useTranslation('console');
  const { metrics } = readFragment(Metrics_run, run);
  const { names, rows } = curves(metrics);
  if (metrics.length === 0)
    return (
      <Panel title={t('run.metrics')}>
        <Text size="sm" c="dimmed">
          {t('run.metricsNone')}
        </Text>
      </Panel>
    );
  return (
    <Panel title={t('run.metrics')}>
      {names.length > 0 && (
        <Suspense fallback={<Skeleton h={220} />}>
          <MetricChart names={names} rows={rows} />
        </Suspense>
      )}
      <Table verticalSpacing={6} fz="sm" className="tabular">
        <caption className="visually-hidden">{t('run.metricTable')}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('run.metric')}</Table.Th>
            <Table.Th ta="right">{t('run.value')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lastValues(metrics).map(({ name, value }) => (
            <Table.Tr key={name}>
              <Table.Td ff="monospace" fz="xs">
                {name}
              </Table.Td>
              <Table.Td ta="right">{metric(value, i18n.language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
