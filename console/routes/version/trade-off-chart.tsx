import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { percent, score } from '../../format/numbers.ts';

interface Point {
  readonly threshold: number;
  readonly accuracy: number;
  readonly outOfScopeRecall: number;
}

/** Right answers against refusals of what is out of scope, by threshold; the chosen one is marked. Loaded on its own, as all charts are. */
export function TradeOffChart({ points, chosen }: { points: readonly Point[]; chosen: number }) {
  const { t, i18n } = useTranslation('console');
  const isStill = useReducedMotion();
  return (
    <LineChart
      h={240}
      data={[...points]}
      dataKey="threshold"
      series={[
        { name: 'accuracy', label: t('version.lineAccuracy'), color: 'tide.6' },
        { name: 'outOfScopeRecall', label: t('version.lineRefused'), color: 'orange.6', strokeDasharray: '6 3' },
      ]}
      xAxisProps={{ type: 'number', domain: [0, 1], tickFormatter: (value: number) => score(value, i18n.language) }}
      yAxisProps={{ domain: [0, 1], width: 56 }}
      referenceLines={[
        { x: chosen, label: t('version.lineChosen'), color: 'gray.6', labelPosition: 'insideBottomLeft' },
      ]}
      valueFormatter={(value) => percent(value, i18n.language, 0)}
      withDots={false}
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      curveType="stepAfter"
      tickLine="none"
      lineProps={{ isAnimationActive: !isStill }}
      aria-hidden
    />
  );
}
