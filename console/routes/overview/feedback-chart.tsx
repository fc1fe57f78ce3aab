import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastDays } from '../../format/days.ts';
import { VERDICT_COLORS } from './verdict-colors.ts';

/** One bar a day, empty days included. The sums stand above it in words. */
export function FeedbackChart({
  statistics,
  days,
}: {
  statistics: readonly { key: string; helpful: number; unhelpful: number; corrections: number }[];
  days: number;
}) {
  const { t, i18n } = useTranslation('console');
  const [today] = useState(() => new Date());
  const byDay = new Map(statistics.map((day) => [day.key.slice(0, 10), day]));
  const label = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <BarChart
      h={150}
      data={lastDays(days, today).map((day) => ({
        day: label.format(new Date(`${day}T00:00:00Z`)),
        helpful: byDay.get(day)?.helpful ?? 0,
        unhelpful: byDay.get(day)?.unhelpful ?? 0,
        corrections: byDay.get(day)?.corrections ?? 0,
      }))}
      dataKey="day"
      type="stacked"
      series={[
        { name: 'helpful', label: t('overview.helpful'), color: VERDICT_COLORS.helpful },
        { name: 'unhelpful', label: t('overview.unhelpful'), color: VERDICT_COLORS.unhelpful },
        { name: 'corrections', label: t('overview.corrections'), color: VERDICT_COLORS.corrections },
      ]}
      withYAxis={false}
      gridAxis="none"
      tickLine="none"
      barProps={{ isAnimationActive: false, radius: 2 }}
      maxBarWidth={18}
      aria-hidden
    />
  );
}
