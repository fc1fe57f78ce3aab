import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { percent, score } from '../../format/numbers.ts';
import { axisStart } from '../../format/quality.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { IntervalPlot, type PlottedInterval } from '../../ui/interval-plot.tsx';
import { Panel } from '../../ui/panel.tsx';

const Comparison_evaluation = graphql(`
  fragment Comparison_evaluation on Evaluation {
    accuracy {
      value
      low
      high
    }
    championAccuracy
    championMacroF1
    macroF1
    support
  }
`);

/** Candidate and champion on the same items, the interval drawn. */
export function Comparison({
  evaluation,
  number,
}: {
  evaluation: FragmentType<typeof Comparison_evaluation>;
  number: number;
}) {
  const { t, i18n } = useTranslation('console');
  const { accuracy, championAccuracy, macroF1, support } = readFragment(Comparison_evaluation, evaluation);
  const rows: PlottedInterval[] = [{ label: t('version.candidate', { number }), ...accuracy, color: 'tide' }];
  if (typeof championAccuracy === 'number')
    rows.push({ label: t('version.champion'), value: championAccuracy, color: 'gray' });
  return (
    <Panel
      title={`${t('overview.accuracy')} · ${t('version.comparison').toLocaleLowerCase(i18n.language)}`}
      aside={
        <Text size="sm" c="dimmed" className="tabular">
          {t('overview.macroF1')} {score(macroF1, i18n.language)} · {t('version.items', { count: support })}
        </Text>
      }
    >
      <IntervalPlot
        rows={rows}
        from={axisStart(rows.flatMap(({ value, low = value }) => [value, low]))}
        to={1}
        say={(value) => percent(value, i18n.language)}
      />
    </Panel>
  );
}
