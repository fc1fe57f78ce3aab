import { Button, Group, Switch, Table, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percent, points, score } from '../../format/numbers.ts';
import { byHarm, gain, isHarmed } from '../../format/quality.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const PerIntent_evaluation = graphql(`
  fragment PerIntent_evaluation on Evaluation {
    perIntent {
      intent
      precision
      recall
      f1
      support
      championF1
    }
  }
`);

const FIRST = 12;

/** Every intent's quality, what got worst first: a good average hides harm. */
export function PerIntent({ evaluation }: { evaluation: FragmentType<typeof PerIntent_evaluation> }) {
  const { t, i18n } = useTranslation('console');
  const { perIntent } = readFragment(PerIntent_evaluation, evaluation);
  const [isAllShown, setAllShown] = useState(false);
  const [isOnlyHarmed, setOnlyHarmed] = useState(false);
  const hasChampion = perIntent.some((scores) => gain(scores) !== null);
  const chosen = byHarm(perIntent).filter((scores) => !isOnlyHarmed || isHarmed(scores));
  const shown = isAllShown ? chosen : chosen.slice(0, FIRST);
  return (
    <Panel
      title={t(hasChampion ? 'version.perIntent' : 'version.perIntentWeakest')}
      {...(hasChampion && { hint: t('version.perIntentHint') })}
      aside={
        hasChampion && (
          <Switch
            size="sm"
            label={t('version.onlyHarmed')}
            checked={isOnlyHarmed}
            onChange={(event) => setOnlyHarmed(event.currentTarget.checked)}
          />
        )
      }
    >
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('version.noneHarmed')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={620}>
          <Table verticalSpacing={8} fz="sm" className="tabular">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('version.intent')}</Table.Th>
                {hasChampion && <Table.Th ta="right">{t('version.change')}</Table.Th>}
                <Table.Th ta="right">{t('version.f1')}</Table.Th>
                {hasChampion && <Table.Th ta="right">{t('version.championF1')}</Table.Th>}
                <Table.Th ta="right">{t('version.precision')}</Table.Th>
                <Table.Th ta="right">{t('version.recall')}</Table.Th>
                <Table.Th ta="right">{t('version.support')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((scores) => (
                <Table.Tr key={scores.intent}>
                  <Table.Td ff="monospace" fz="xs">
                    {scores.intent}
                  </Table.Td>
                  {hasChampion && (
                    <Table.Td ta="right">
                      <Change gained={gain(scores)} />
                    </Table.Td>
                  )}
                  <Table.Td ta="right">{score(scores.f1, i18n.language)}</Table.Td>
                  {hasChampion && (
                    <Table.Td ta="right">
                      {typeof scores.championF1 === 'number' ? score(scores.championF1, i18n.language) : t('none')}
                    </Table.Td>
                  )}
                  <Table.Td ta="right">{percent(scores.precision, i18n.language, 0)}</Table.Td>
                  <Table.Td ta="right">{percent(scores.recall, i18n.language, 0)}</Table.Td>
                  <Table.Td ta="right">{scores.support}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {chosen.length > FIRST && (
        <Group justify="center">
          <Button variant="subtle" size="xs" onClick={() => setAllShown(!isAllShown)}>
            {isAllShown ? t('version.showFewer') : t('version.showAll', { count: chosen.length })}
          </Button>
        </Group>
      )}
    </Panel>
  );
}

function Change({ gained }: { gained: number | null }) {
  const { t, i18n } = useTranslation('console');
  if (gained === null) return <>{t('none')}</>;
  const [color, Symbol] =
    gained <= -0.005
      ? (['red', IconArrowDownRight] as const)
      : gained >= 0.005
        ? (['teal', IconArrowUpRight] as const)
        : (['dimmed', IconMinus] as const);
  return (
    <Text span size="sm" c={color} fw={550}>
      <Symbol size={13} style={{ verticalAlign: '-2px' }} aria-hidden /> {points(gained, i18n.language)}
    </Text>
  );
}
