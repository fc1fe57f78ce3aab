import { Anchor, Grid, Group, Stack } from '@mantine/core';
import { IconReportOff, IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { VersionStateBadge } from '../../ui/state-badges.tsx';
import { useRefetchOnNews } from '../shell/assistant-events.tsx';
import { Comparison } from './comparison.tsx';
import { Confusions } from './confusions.tsx';
import { Decision } from './decision.tsx';
import { DrawnLine } from './drawn-line.tsx';
import { EntityQuality } from './entity-quality.tsx';
import { Lineage } from './lineage.tsx';
import { PerIntent } from './per-intent.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

const VersionPage_version = graphql(`
  fragment VersionPage_version on ModelVersion {
    id
    number
    state
    createdAt
    evaluation {
      support
      ...VerdictPanel_evaluation
      ...Comparison_evaluation
      ...DrawnLine_evaluation
      ...PerIntent_evaluation
      ...Confusions_evaluation
      ...EntityQuality_evaluation
    }
    ...Decision_version
    ...Lineage_version
  }
`);

const VersionPageQuery = graphql(`
  query VersionPage($id: ID!) {
    modelVersion(id: $id) {
      ...VersionPage_version
    }
  }
`);

/** Everything a person needs to decide about a version, the verdict first. */
export function VersionPage() {
  const { t } = useTranslation('console');
  const { versionId = '' } = useParams();
  const [result, refetch] = useQuery({
    query: VersionPageQuery,
    variables: { id: versionId },
    requestPolicy: 'cache-and-network',
  });
  const again = () => refetch({ requestPolicy: 'network-only' });
  useRefetchOnNews(result, again);
  return (
    <QueryView result={result} retry={again}>
      {({ modelVersion }) => {
        const version = readFragment(VersionPage_version, modelVersion);
        if (!version)
          return <Empty icon={IconSearchOff} title={t('version.missing')} hint={t('version.missingHint')} />;
        const { number, state, createdAt, evaluation } = version;
        return (
          <Stack gap="lg">
            <PageTitle
              title={t('version.title', { number })}
              mark={<VersionStateBadge state={state} />}
              lead={
                <Group gap={6}>
                  <Anchor component={Link} to=".." relative="path" size="sm">
                    {t('versions.title')}
                  </Anchor>
                  <span>·</span>
                  <Moment at={createdAt} />
                </Group>
              }
            />
            <Grid gap="lg" align="stretch">
              <Grid.Col span={{ base: 12, md: 7 }}>
                {evaluation ? (
                  <Stack gap="lg" h="100%">
                    <VerdictPanel evaluation={evaluation} />
                    <Comparison evaluation={evaluation} number={number} />
                  </Stack>
                ) : (
                  <Panel>
                    <Empty
                      icon={IconReportOff}
                      title={t('version.noEvaluation')}
                      hint={t('version.noEvaluationHint')}
                    />
                  </Panel>
                )}
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Decision version={version} reload={again} />
              </Grid.Col>
            </Grid>
            {evaluation && <DrawnLine evaluation={evaluation} />}
            {evaluation && <PerIntent evaluation={evaluation} />}
            {evaluation && <Confusions evaluation={evaluation} />}
            {evaluation && <EntityQuality evaluation={evaluation} />}
            <Lineage version={version} />
          </Stack>
        );
      }}
    </QueryView>
  );
}
