import { Group, Stack, Text, Timeline } from '@mantine/core';
import { IconHistory, IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { canaryOf, inOrder, liveOf, rollBackPlan } from '../../format/serving.ts';
import { useEveryPage } from '../../graph/use-every-page.ts';
import type { DeploymentsPageQuery as Answer } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useRefetchOnNews } from '../shell/assistant-events.tsx';
import { DeploymentEvent } from './deployment-event.tsx';
import { RollBackButton } from './roll-back-button.tsx';
import { Rollout } from './rollout.tsx';
import { ServingVersion } from './serving-version.tsx';

const DeploymentsPageQuery = graphql(`
  query DeploymentsPage($assistantId: ID!, $after: String) {
    modelVersions(assistantId: $assistantId, first: 50, after: $after) {
      edges {
        node {
          id
          number
          state
          deployments {
            id
            createdAt
            ...DeploymentEvent_deployment
            ...Rollout_deployment
          }
          ...ServingVersion_version
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const pageOf = ({ modelVersions }: Answer) => modelVersions;

/** What answers now, the way back, and how it came to this. */
export function DeploymentsPage() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  // Any version may be the one that serves, or the one to go back to.
  const [result, again] = useEveryPage(DeploymentsPageQuery, assistantId, pageOf);
  useRefetchOnNews(result, again);
  return (
    <QueryView result={result} retry={again}>
      {(versions) => {
        const serving = [liveOf(versions), canaryOf(versions)].filter((version) => version !== undefined);
        const deployments = inOrder(versions.flatMap((version) => version.deployments));
        const plan = rollBackPlan(versions);
        return (
          <Stack gap="lg">
            <PageTitle
              title={t('deployments.title')}
              lead={t('deployments.lead')}
              actions={
                serving.length > 0 && (
                  <RollBackButton assistantId={assistantId} plan={plan} championId={liveOf(versions)?.id} />
                )
              }
            />
            <Panel title={t('deployments.now')}>
              {serving.length === 0 && (
                <Empty icon={IconRocket} title={t('deployments.none')} hint={t('deployments.noneHint')} />
              )}
              {serving.map((version) => (
                <Stack key={version.id} gap="sm">
                  <ServingVersion version={version} />
                  {inOrder(version.deployments)
                    .slice(0, 1)
                    .map((deployment) => (
                      <Rollout key={deployment.id} deployment={deployment} />
                    ))}
                </Stack>
              ))}
            </Panel>
            <Panel title={t('deployments.earlier')}>
              {deployments.length === 0 ? (
                <Group gap="xs" c="dimmed">
                  <IconHistory size={16} aria-hidden />
                  <Text size="sm">{t('deployments.earlierNone')}</Text>
                </Group>
              ) : (
                <Timeline bulletSize={26} lineWidth={2} color="tide" active={deployments.length - 1}>
                  {deployments.map((deployment) => (
                    <DeploymentEvent key={deployment.id} deployment={deployment} assistantId={assistantId} />
                  ))}
                </Timeline>
              )}
            </Panel>
          </Stack>
        );
      }}
    </QueryView>
  );
}
