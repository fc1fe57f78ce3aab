import { Anchor, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { percent } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { VersionStateBadge } from '../../ui/state-badges.tsx';

const ServingVersion_version = graphql(`
  fragment ServingVersion_version on ModelVersion {
    id
    assistantId
    number
    state
    trafficShare
  }
`);

/** A version in service with its share of the conversations. */
export function ServingVersion({ version }: { version: FragmentType<typeof ServingVersion_version> }) {
  const { t, i18n } = useTranslation('console');
  const { id, assistantId, number, state, trafficShare } = readFragment(ServingVersion_version, version);
  return (
    <Stack gap={8}>
      <Group justify="space-between">
        <Group gap="sm">
          <Anchor component={Link} to={`/a/${assistantId}/versions/${id}`} fz="xl" fw={650} c="var(--ink)">
            {t('versions.name', { number })}
          </Anchor>
          <VersionStateBadge state={state} />
        </Group>
        <Text size="sm" c="dimmed" className="tabular">
          {t('version.share', { share: percent(trafficShare, i18n.language, 0) })}
        </Text>
      </Group>
      <Progress value={trafficShare * 100} size="sm" aria-label={t('deployments.share')} />
    </Stack>
  );
}
