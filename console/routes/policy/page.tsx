import { Alert, Stack } from '@mantine/core';
import { IconAdjustmentsOff, IconBed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { fullTime } from '../../format/times.ts';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { CanaryPlanForm } from './canary-plan-form.tsx';
import { PolicyForm } from './policy-form.tsx';

const PolicyPageQuery = graphql(`
  query PolicyPage($assistantId: ID!) {
    retrainPolicy(assistantId: $assistantId) {
      assistantId
      restingUntil
      ...PolicyForm_policy
    }
    canaryPlan(assistantId: $assistantId) {
      ...CanaryPlanForm_plan
    }
  }
`);

export function PolicyPage() {
  const { t, i18n } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const [result, refetch] = useQuery({
    query: PolicyPageQuery,
    variables: { assistantId },
    requestPolicy: 'cache-and-network',
  });
  return (
    <Stack gap="lg" maw={760}>
      <PageTitle title={t('policy.title')} lead={t('policy.lead')} />
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ retrainPolicy: policy, canaryPlan }) =>
          policy ? (
            <>
              {policy.restingUntil && (
                <Alert color="blue" icon={<IconBed />}>
                  {t('policy.resting', { until: fullTime(policy.restingUntil, i18n.language) })}
                </Alert>
              )}
              <PolicyForm policy={policy} key={policy.assistantId} />
              {canaryPlan && <CanaryPlanForm assistantId={assistantId} plan={canaryPlan} key={`plan ${assistantId}`} />}
            </>
          ) : (
            <Panel>
              <Empty icon={IconAdjustmentsOff} title={t('policy.missing')} hint={t('policy.missingHint')} />
            </Panel>
          )
        }
      </QueryView>
    </Stack>
  );
}
