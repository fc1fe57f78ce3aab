import { Anchor, ColorSwatch, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconThumbUp } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, percent } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { VERDICT_COLORS } from './verdict-colors.ts';

const FeedbackPanel_query = graphql(`
  fragment FeedbackPanel_query on Query {
    feedbackStatistics(filter: $filter, groupBy: DAY) {
      key
      count
      helpful
      unhelpful
      corrections
    }
  }
`);

const FeedbackChart = lazy(async () => ({ default: (await import('./feedback-chart.tsx')).FeedbackChart }));

/** What users said in the last days, in sum and day by day. */
export function FeedbackPanel({
  query,
  days,
  assistantId,
}: {
  query: FragmentType<typeof FeedbackPanel_query>;
  days: number;
  assistantId: string;
}) {
  const { t, i18n } = useTranslation('console');
  const { feedbackStatistics: statistics } = readFragment(FeedbackPanel_query, query);
  const sum = (of: 'helpful' | 'unhelpful' | 'corrections') => statistics.reduce((total, day) => total + day[of], 0);
  const figures = [
    { key: 'helpful', total: sum('helpful') },
    { key: 'unhelpful', total: sum('unhelpful') },
    { key: 'corrections', total: sum('corrections') },
  ] as const;
  const total = figures.reduce((all, figure) => all + figure.total, 0);
  return (
    <Panel
      title={t('overview.feedback', { days })}
      aside={
        <Anchor component={Link} to={`/a/${assistantId}/feedback`} size="sm">
          {t('overview.feedbackAll')}
        </Anchor>
      }
    >
      {total === 0 ? (
        <Empty icon={IconThumbUp} title={t('overview.feedbackNone')} hint={t('overview.feedbackNoneHint')} />
      ) : (
        <>
          <Group gap="xl">
            {figures.map(({ key, total: figure }) => (
              <Stack key={key} gap={0} className="tabular">
                <Group gap={6}>
                  <ColorSwatch
                    size={9}
                    color={`var(--mantine-color-${VERDICT_COLORS[key].replace('.', '-')})`}
                    withShadow={false}
                  />
                  <Text size="xs" c="dimmed">
                    {t(`overview.${key}`)}
                  </Text>
                </Group>
                <Text fz="xl" fw={600}>
                  {count(figure, i18n.language)}{' '}
                  <Text span size="xs" c="dimmed" fw={400}>
                    {percent(figure / total, i18n.language, 0)}
                  </Text>
                </Text>
              </Stack>
            ))}
          </Group>
          <Suspense fallback={<Skeleton h={140} />}>
            <FeedbackChart statistics={statistics} days={days} />
          </Suspense>
        </>
      )}
    </Panel>
  );
}
