import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { metric } from '../../format/numbers.ts';
import type { CurveRow } from '../../format/metrics.ts';

const LOOKS = [
  { color: 'tide.6', strokeDasharray: '0' },
  { color: 'orange.6', strokeDasharray: '6 3' },
  { color: 'indigo.5', strokeDasharray: '2 3' },
  { color: 'grape.5', strokeDasharray: '8 3 2 3' },
];

/** Lines told apart by dash as well as by colour. Loaded on its own: charts weigh more than the rest of the console. */
export function MetricChart({ names, rows }: { names: readonly string[]; rows: readonly CurveRow[] }) {
  const { i18n } = useTranslation();
  const isStill = useReducedMotion();
  return (
    <LineChart
      h={220}
      data={[...rows]}
      dataKey="step"
      series={names.map((name, i) => ({ name, ...LOOKS[i % LOOKS.length]! }))}
      valueFormatter={(value) => metric(value, i18n.language)}
      withDots={rows.length < 30}
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      curveType="monotone"
      connectNulls={false}
      tickLine="none"
      lineProps={{ isAnimationActive: !isStill && rows.length < 3 }}
      aria-hidden
    />
  );
}
