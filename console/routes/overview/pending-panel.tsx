import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowRight, IconChecks } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { points } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { VerdictBadge } from '../../ui/state-badges.tsx';

const PendingPanel_versions = graphql(`
  fragment PendingPanel_versions on ModelVersionConnection {
    edges {
      node {
        id
        number
        state
        createdAt
        evaluation {
          verdict
          difference {
            value
          }
        }
      }
    }
  }
`);

/** The versions that wait for a person. */
export function PendingPanel({
  versions,
  assistantId,
}: {
  versions: FragmentType<typeof PendingPanel_versions>;
  assistantId: string;
}) {
  const { t, i18n } = useTranslation('console');
  const pending = readFragment(PendingPanel_versions, versions)
    .edges.map(({ node }) => node)
    .filter(({ state }) => state === 'PENDING_APPROVAL');
  return (
    <Panel title={t('overview.pending')}>
      {pending.length === 0 && (
        <Empty icon={IconChecks} title={t('overview.pendingNone')} hint={t('overview.pendingNoneHint')} />
      )}
      {pending.map(({ id, number, createdAt, evaluation }) => (
        <Group key={id} justify="space-between">
          <Stack gap={6}>
            <Group gap="sm">
              <Text fw={600} fz="lg">
                {t('versions.name', { number })}
              </Text>
              {evaluation && <VerdictBadge verdict={evaluation.verdict} />}
            </Group>
            <Text size="sm" c="dimmed" className="tabular">
              {evaluation?.difference && (
                <>{t('version.difference', { value: points(evaluation.difference.value, i18n.language) })} · </>
              )}
              <Moment at={createdAt} />
            </Text>
          </Stack>
          <Button component={Link} to={`/a/${assistantId}/versions/${id}`} rightSection={<IconArrowRight size={16} />}>
            {t('overview.review', { number })}
          </Button>
        </Group>
      ))}
    </Panel>
  );
}
