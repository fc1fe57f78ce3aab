import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleDot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { count, metric, percent } from '../../format/numbers.ts';
import { fullTime } from '../../format/times.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';

const Rollout_deployment = graphql(`
  fragment Rollout_deployment on Deployment {
    steps {
      share
      minimumMinutes
      minimumVoices
      startedAt
      passedAt
    }
    test {
      isConcurrent
      pValue
      threshold
      voices
      helpfulRate
      championVoices
      championHelpfulRate
      conversations
      answeredRate
      championConversations
      championAnsweredRate
      until
      alarmedAt
    }
    shadow {
      turns
      agreement
    }
    faults {
      processId
      message
    }
  }
`);

/** How far a version has come on its way to all conversations, what users say of it, and what it answers. */
export function Rollout({ deployment }: { deployment: FragmentType<typeof Rollout_deployment> }) {
  const { t, i18n } = useTranslation('console');
  const { steps, test, shadow, faults } = readFragment(Rollout_deployment, deployment);
  const at = (time: string) => fullTime(time, i18n.language);
  const rate = (of: number | null | undefined) => (of == null ? t('none') : percent(of, i18n.language, 0));
  return (
    <Stack gap="xs">
      {steps.length > 0 && (
        <Stack gap={4} component="ol" aria-label={t('rollout.steps')} p={0} m={0} style={{ listStyle: 'none' }}>
          {steps.map(({ share, minimumMinutes, minimumVoices, startedAt, passedAt }) => (
            <Group key={share} gap={8} component="li" aria-current={startedAt && !passedAt ? 'step' : undefined}>
              {passedAt ? (
                <IconCircleCheck size={16} />
              ) : startedAt ? (
                <IconCircleDot size={16} />
              ) : (
                <IconCircle size={16} />
              )}
              <Text size="sm" fw={startedAt && !passedAt ? 600 : 400}>
                {share === 0 ? t('rollout.shadow') : t('rollout.of', { share: percent(share, i18n.language, 0) })}
              </Text>
              <Text size="xs" c="dimmed" className="tabular">
                {passedAt
                  ? t('rollout.passed', { at: at(passedAt) })
                  : startedAt
                    ? t('rollout.present', { at: at(startedAt) })
                    : share < 1 && t('rollout.ahead', { minutes: minimumMinutes, voices: minimumVoices })}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
      {shadow && (
        <Text size="sm" className="tabular">
          {t('rollout.unheard', {
            agreement: percent(shadow.agreement, i18n.language),
            turns: count(shadow.turns, i18n.language),
          })}
        </Text>
      )}
      {test && (
        <Stack gap={2}>
          <Text size="sm" fw={600}>
            {t('rollout.test')}
          </Text>
          <Text size="sm" className="tabular">
            {t('rollout.figures', {
              rate: rate(test.helpfulRate),
              voices: count(test.voices, i18n.language),
              championRate: rate(test.championHelpfulRate),
              championVoices: count(test.championVoices, i18n.language),
            })}
          </Text>
          <Text size="sm" className="tabular">
            {t('rollout.answered', {
              rate: rate(test.answeredRate),
              conversations: count(test.conversations, i18n.language),
              championRate: rate(test.championAnsweredRate),
              championConversations: count(test.championConversations, i18n.language),
            })}
          </Text>
          <Text size="xs" c="dimmed" className="tabular">
            {t('rollout.pValue', {
              value: metric(test.pValue, i18n.language),
              threshold: metric(test.threshold, i18n.language),
            })}{' '}
            ·{' '}
            {test.alarmedAt
              ? t('rollout.alarmed', { at: at(test.alarmedAt) })
              : test.isConcurrent
                ? t('rollout.concurrent')
                : t('rollout.afterwards', { until: test.until ? at(test.until) : t('none') })}
          </Text>
        </Stack>
      )}
      {faults.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle />} title={t('rollout.faults')}>
          {faults.map(({ processId, message }) => (
            <Text key={processId} size="sm">
              {processId}: {message}
            </Text>
          ))}
        </Alert>
      )}
    </Stack>
  );
}
