import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { percent, score } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { VersionStateBadge } from '../../ui/state-badges.tsx';

const ChampionPanel_assistant = graphql(`
  fragment ChampionPanel_assistant on Assistant {
    champion {
      id
      number
      state
      createdAt
      evaluation {
        accuracy {
          value
          low
          high
        }
        macroF1
      }
    }
  }
`);

/** The version that answers now. */
export function ChampionPanel({
  assistant,
  assistantId,
}: {
  assistant: FragmentType<typeof ChampionPanel_assistant>;
  assistantId: string;
}) {
  const { t, i18n } = useTranslation('console');
  const { champion } = readFragment(ChampionPanel_assistant, assistant);
  if (!champion)
    return (
      <Panel title={t('overview.champion')}>
        <Empty icon={IconRocket} title={t('overview.noChampion')} hint={t('overview.noChampionHint')} />
      </Panel>
    );
  const { id, number, state, createdAt, evaluation } = champion;
  return (
    <Panel title={t('overview.champion')} aside={<VersionStateBadge state={state} />}>
      <Stack gap={2}>
        <Anchor component={Link} to={`/a/${assistantId}/versions/${id}`} fz={30} fw={650} c="var(--ink)" lh={1.15}>
          {t('versions.name', { number })}
        </Anchor>
        <Text size="sm" c="dimmed">
          <Moment at={createdAt} />
        </Text>
      </Stack>
      {evaluation && (
        <Group gap="xl" align="flex-start">
          <Figure
            label={t('overview.accuracy')}
            value={percent(evaluation.accuracy.value, i18n.language)}
            hint={`${percent(evaluation.accuracy.low, i18n.language)} – ${percent(evaluation.accuracy.high, i18n.language)}`}
          />
          <Figure label={t('overview.macroF1')} value={score(evaluation.macroF1, i18n.language)} />
        </Group>
      )}
    </Panel>
  );
}

function Figure({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <Stack gap={0} className="tabular">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fz="xl" fw={600}>
        {value}
      </Text>
      {hint && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Stack>
  );
}
