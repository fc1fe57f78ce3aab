import { Skeleton, Table, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { percent, score } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const DrawnLine_evaluation = graphql(`
  fragment DrawnLine_evaluation on Evaluation {
    thresholds {
      accept
      margin
      cost {
        wrongAnswer
        falseRejection
        question
        outOfScopeShare
      }
    }
    tradeOff {
      accept {
        threshold
        accuracy
        outOfScopeRecall
      }
    }
  }
`);

const TradeOffChart = lazy(async () => ({ default: (await import('./trade-off-chart.tsx')).TradeOffChart }));
/** A table for those who cannot see the chart: every tenth of its points. */
const TABLE_STEP = 5;

/** The threshold that was chosen, at which cost, and what others would have done. Nothing of the first reports, which did not keep it. */
export function DrawnLine({ evaluation }: { evaluation: FragmentType<typeof DrawnLine_evaluation> }) {
  const { t, i18n } = useTranslation('console');
  const { thresholds, tradeOff } = readFragment(DrawnLine_evaluation, evaluation);
  if (!thresholds || !tradeOff) return null;
  const { accept, margin, cost } = thresholds;
  const say = (value: number) => score(value, i18n.language);
  return (
    <Panel title={t('version.line')}>
      <Text size="sm" c="dimmed" className="tabular">
        {t('version.lineHint', {
          accept: say(accept),
          margin: say(margin),
          wrong: say(cost.wrongAnswer),
          refusal: say(cost.falseRejection),
          question: say(cost.question),
          share: percent(cost.outOfScopeShare, i18n.language, 0),
        })}
      </Text>
      <Suspense fallback={<Skeleton h={240} />}>
        <TradeOffChart points={tradeOff.accept} chosen={accept} />
      </Suspense>
      <Table className="visually-hidden">
        <caption>{t('version.lineTable')}</caption>
        <thead>
          <tr>
            <th>{t('version.lineThreshold')}</th>
            <th>{t('version.lineAccuracy')}</th>
            <th>{t('version.lineRefused')}</th>
          </tr>
        </thead>
        <tbody>
          {tradeOff.accept
            .filter((_, i) => i % TABLE_STEP === 0)
            .map(({ threshold, accuracy, outOfScopeRecall }) => (
              <tr key={threshold}>
                <td>{say(threshold)}</td>
                <td>{percent(accuracy, i18n.language)}</td>
                <td>{percent(outOfScopeRecall, i18n.language)}</td>
              </tr>
            ))}
        </tbody>
      </Table>
    </Panel>
  );
}
