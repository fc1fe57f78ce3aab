import { Anchor, Group, Text, Timeline } from '@mantine/core';
import { IconArrowBackUp, IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Moment } from '../../ui/moment.tsx';

const DeploymentEvent_deployment = graphql(`
  fragment DeploymentEvent_deployment on Deployment {
    state
    createdAt
    isRollBack
    reason
    requestedBy
    modelVersion {
      id
      number
    }
  }
`);

/** One time a version took over, and why. Timeline needs its items as direct children, so the bullet comes from here too. */
export function DeploymentEvent({
  deployment,
  assistantId,
  ...place
}: {
  deployment: FragmentType<typeof DeploymentEvent_deployment>;
  assistantId: string;
}) {
  const { t } = useTranslation('console');
  const { state, createdAt, isRollBack, reason, requestedBy, modelVersion } = readFragment(
    DeploymentEvent_deployment,
    deployment,
  );
  return (
    <Timeline.Item
      {...place}
      bullet={isRollBack ? <IconArrowBackUp size={14} /> : <IconRocket size={14} />}
      title={
        <Group gap={8}>
          <Anchor component={Link} to={`/a/${assistantId}/versions/${modelVersion.id}`} fw={600} c="var(--ink)">
            {t(isRollBack ? 'deployments.wentBack' : 'deployments.tookOver', { number: modelVersion.number })}
          </Anchor>
          <Text span size="xs" c="dimmed">
            {t(`deploymentState.${state}`)}
          </Text>
        </Group>
      }
    >
      {reason && <Text size="sm">{reason}</Text>}
      <Text size="xs" c="dimmed">
        <Moment at={createdAt} /> · {requestedBy}
      </Text>
    </Timeline.Item>
  );
}
