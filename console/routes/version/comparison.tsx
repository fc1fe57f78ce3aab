import { Divider, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { metric, percent, points, score } from '../../format/numbers.ts';
import { axisStart, widest } from '../../format/quality.ts';
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
    macroF1
    championMacroF1
    difference {
      value
      low
      high
    }
    pValue
    calibrationError
    languageAccuracy
    outOfScope {
      recall
      support
    }
  }
`);

/** Candidate and champion on the same items, every number with what is known of its certainty. */
export function Comparison({
  evaluation,
  number,
}: {
  evaluation: FragmentType<typeof Comparison_evaluation>;
  number: number;
}) {
  const { t, i18n } = useTranslation('console');
  const shown = readFragment(Comparison_evaluation, evaluation);
  const { accuracy, championAccuracy, difference, outOfScope } = shown;
  const rows: PlottedInterval[] = [{ label: t('version.candidate', { number }), ...accuracy, color: 'tide' }];
  if (typeof championAccuracy === 'number')
    rows.push({ label: t('version.champion'), value: championAccuracy, color: 'gray' });
  const reach = difference ? widest([difference.low, difference.high]) : 0;
  return (
    <Panel title={t('version.comparison')} hint={t('version.comparisonHint')}>
      <IntervalPlot
        rows={rows}
        from={axisStart(rows.flatMap(({ value, low = value }) => [value, low]))}
        to={1}
        say={(value) => percent(value, i18n.language)}
      />
      {difference && (
        <>
          <Divider />
          <Text size="xs" c="dimmed" mt={-4}>
            {t('version.differenceHint')}
          </Text>
          <IntervalPlot
            rows={[{ label: t('version.differenceName'), ...difference, color: 'tide' }]}
            from={-reach}
            to={reach}
            zero={0}
            say={(value) => points(value, i18n.language)}
          />
        </>
      )}
      <Divider />
      <Group gap="xl" align="flex-start">
        <Figure
          label={t('overview.macroF1')}
          value={score(shown.macroF1, i18n.language)}
          hint={
            typeof shown.championMacroF1 === 'number'
              ? `${t('version.champion')} ${score(shown.championMacroF1, i18n.language)}`
              : undefined
          }
        />
        <Figure
          label={t('version.refusedName')}
          value={percent(outOfScope.recall, i18n.language, 0)}
          hint={t('version.items', { count: outOfScope.support })}
        />
        <Figure label={t('version.calibration')} value={metric(shown.calibrationError, i18n.language)} />
        {typeof shown.languageAccuracy === 'number' && (
          <Figure label={t('version.languageAccuracy')} value={percent(shown.languageAccuracy, i18n.language)} />
        )}
        {typeof shown.pValue === 'number' && (
          <Figure label={t('version.pValue')} value={metric(shown.pValue, i18n.language)} />
        )}
      </Group>
    </Panel>
  );
}

function Figure({ label, value, hint }: { label: string; value: string; hint?: string | undefined }) {
  return (
    <Stack gap={0} className="tabular">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{value}</Text>
      {hint && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Stack>
  );
}
