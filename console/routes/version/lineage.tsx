import { ActionIcon, Anchor, Code, CopyButton, Group, SimpleGrid, Stack, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const Lineage_version = graphql(`
  fragment Lineage_version on ModelVersion {
    assistantId
    datasetSnapshotId
    artifactUri
    artifactSha256
    evidenceHash
    revision
    seed
    recipe
    startedFrom {
      id
      number
    }
    trial {
      number
    }
    snapshot {
      id
      sha256
      exampleCount
    }
    trainingRun {
      id
      reason
    }
  }
`);

/** Where the version comes from, by names that can be checked. */
export function Lineage({ version: masked }: { version: FragmentType<typeof Lineage_version> }) {
  const { t } = useTranslation('console');
  const version = readFragment(Lineage_version, masked);
  const { snapshot, trainingRun: run } = version;
  return (
    <Panel title={t('version.lineage')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="lg">
        <Fact
          label={
            snapshot
              ? `${t('version.snapshot')} · ${t('version.examples', { count: snapshot.exampleCount })}`
              : t('version.snapshot')
          }
        >
          <Fingerprint of={snapshot?.sha256 ?? version.datasetSnapshotId} />
        </Fact>
        <Fact label={t('version.run')}>
          {run ? (
            <Anchor component={Link} to={`/a/${version.assistantId}/runs/${run.id}`} size="sm" lineClamp={1}>
              {run.reason}
            </Anchor>
          ) : (
            <Text size="sm">{t('none')}</Text>
          )}
        </Fact>
        <Fact label={`${t('version.artifact')} · ${t('version.sha256')}`}>
          <Fingerprint of={version.artifactSha256} />
        </Fact>
        <Fact label={`${t('version.evidence')} · ${t('version.sha256')}`}>
          {version.evidenceHash ? <Fingerprint of={version.evidenceHash} /> : <Text size="sm">{t('none')}</Text>}
        </Fact>
        <Fact label={t('version.artifact')}>
          <Fingerprint of={version.artifactUri} />
        </Fact>
        <Fact label={t('version.recipe')}>
          <Text size="sm">
            {t(`recipe.${version.recipe}`)} ·{' '}
            {version.startedFrom ? (
              <Anchor component={Link} to={`/a/${version.assistantId}/versions/${version.startedFrom.id}`} inherit>
                {t('version.startedFrom', { number: version.startedFrom.number })}
              </Anchor>
            ) : (
              t('version.startedFromNothing')
            )}
            {version.trial && ` · ${t('trials.ofVersion', { number: version.trial.number })}`}
          </Text>
        </Fact>
        <Fact label={t('version.seed')}>
          <Text size="sm" className="tabular">
            {version.seed}
            {version.revision && ` · ${version.revision}`}
          </Text>
        </Fact>
      </SimpleGrid>
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack gap={4} miw={0}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {children}
    </Stack>
  );
}

/** A name too long to read, whole for whoever copies it. */
function Fingerprint({ of }: { of: string }) {
  const { t } = useTranslation('console');
  return (
    <Group gap={6} wrap="nowrap">
      <Code style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={of}>
        {of}
      </Code>
      <CopyButton value={of}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'version.copied' : 'version.copy')}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={t('version.copy')}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
