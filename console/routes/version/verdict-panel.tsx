import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { points } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';
import { VERDICT_LOOKS } from '../../ui/state-badges.tsx';

const VerdictPanel_evaluation = graphql(`
  fragment VerdictPanel_evaluation on Evaluation {
    verdict
    difference {
      value
      low
      high
    }
    support
  }
`);

/** The verdict in a word, its number, and how sure that number is. */
export function VerdictPanel({ evaluation }: { evaluation: FragmentType<typeof VerdictPanel_evaluation> }) {
  const { t, i18n } = useTranslation('console');
  const { verdict, difference, support } = readFragment(VerdictPanel_evaluation, evaluation);
  const [color, Symbol] = VERDICT_LOOKS[verdict];
  const say = (value: number) => points(value, i18n.language);
  return (
    <Panel>
      <Group wrap="nowrap" align="flex-start" gap="md">
        <ThemeIcon size={52} radius="xl" variant="light" color={color}>
          <Symbol size={28} stroke={1.8} />
        </ThemeIcon>
        <Stack gap={4}>
          <Text size="xs" c="dimmed" fw={550}>
            {t('version.verdict')}
          </Text>
          <Text fz={26} fw={650} lh={1.2} data-verdict={verdict}>
            {t(`verdict.${verdict}`)}
          </Text>
          {difference && (
            <Text fw={500} className="tabular">
              {t('version.difference', { value: say(difference.value) })}
              <Text span c="dimmed" size="sm" ml={8}>
                {t('version.interval', { low: say(difference.low), high: say(difference.high) })}
              </Text>
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {t(`verdictMeans.${difference ? verdict : 'FIRST'}`)} {t('version.items', { count: support })}.
          </Text>
        </Stack>
      </Group>
    </Panel>
  );
}
