import { Button, Group, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';
import { VerdictBadge, VersionStateBadge } from '../../ui/state-badges.tsx';

const MadeVersion_run = graphql(`
  fragment MadeVersion_run on TrainingRun {
    assistantId
    modelVersion {
      id
      number
      state
      evaluation {
        verdict
      }
    }
  }
`);

/** What came out of the run, and the way to it. */
export function MadeVersion({ run: masked }: { run: FragmentType<typeof MadeVersion_run> }) {
  const { t } = useTranslation('console');
  const { assistantId, modelVersion } = readFragment(MadeVersion_run, masked);
  if (!modelVersion) return null;
  const { id, number, state, evaluation } = modelVersion;
  return (
    <Panel>
      <Group justify="space-between">
        <Group gap="sm">
          <Text fw={600}>{t('run.version', { number })}</Text>
          <VersionStateBadge state={state} />
          {evaluation && <VerdictBadge verdict={evaluation.verdict} />}
        </Group>
        <Button
          component={Link}
          to={`/a/${assistantId}/versions/${id}`}
          variant={state === 'PENDING_APPROVAL' ? 'filled' : 'default'}
          rightSection={<IconArrowRight size={16} />}
        >
          {t(state === 'PENDING_APPROVAL' ? 'overview.review' : 'run.toVersion', { number })}
        </Button>
      </Group>
    </Panel>
  );
}
