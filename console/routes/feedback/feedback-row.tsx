import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconPencilQuestion, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Fate } from './fate.tsx';
import classes from './feedback.module.css';
import { SIGNALS } from './filters.ts';
import { Review } from './review.tsx';
import { Why } from './why.tsx';

const FeedbackRow_feedback = graphql(`
  fragment FeedbackRow_feedback on Feedback {
    id
    at
    verdict
    source
    signal
    status
    utterance
    predictedIntent
    correctedIntent
    correctedAnswer
    comment
    turn {
      id
      reply {
        text
      }
      interpretation {
        entities {
          ...MarkedText_span
        }
      }
    }
    ...Fate_feedback
    ...Review_feedback
  }
`);

const VERDICT_SIGNS = { HELPFUL: IconThumbUp, UNHELPFUL: IconThumbDown, CORRECTION: IconPencilQuestion } as const;

/** One feedback with what it is about, what it says and what became of it. */
export function FeedbackRow({
  feedback: masked,
  intents,
  assistantId,
}: {
  feedback: FragmentType<typeof FeedbackRow_feedback>;
  intents: readonly string[];
  assistantId: string;
}) {
  const { t } = useTranslation('console');
  const feedback = readFragment(FeedbackRow_feedback, masked);
  // A confirmation counts by itself; everything else that was only recorded teaches nothing before a person looked.
  const awaitsReview = feedback.status === 'RECORDED' && feedback.verdict !== 'HELPFUL';
  const signal = SIGNALS.find((known) => known === feedback.signal);
  const Sign = VERDICT_SIGNS[feedback.verdict];
  return (
    <article role="listitem" className={classes.row} data-feedback={feedback.id}>
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Sign size={17} stroke={1.8} aria-hidden />
          <Text fw={600} size="sm">
            {t(`feedback.verdict.${feedback.verdict}`)}
          </Text>
          <Badge
            variant="light"
            color={awaitsReview ? 'yellow' : STATUS_COLORS[feedback.status]}
            tt="none"
            fw={550}
            data-state={feedback.status}
          >
            {awaitsReview ? t('feedback.awaitsReview') : t(`feedback.status.${feedback.status}`)}
          </Badge>
          {feedback.source === 'IMPLICIT' && (
            <Badge variant="default" tt="none" fw={500}>
              {t('feedback.source.IMPLICIT')}
              {signal && ` · ${t(`signals.${signal}`)}`}
            </Badge>
          )}
          <Fate feedback={feedback} assistantId={assistantId} />
        </Group>
        <Text size="xs" c="dimmed">
          <Moment at={feedback.at} />
        </Text>
      </Group>
      <Stack gap={6}>
        <Said label={t('feedback.said')}>
          <MarkedText text={feedback.utterance} spans={feedback.turn?.interpretation?.entities ?? []} />
        </Said>
        <Said label={t('feedback.replied')} isQuiet>
          {feedback.turn ? feedback.turn.reply.text : t('feedback.turnMissing')}
        </Said>
        {feedback.correctedIntent && (
          <Said label={t('feedback.meant')}>
            <Text span ff="monospace" fz="xs">
              {feedback.predictedIntent && (
                <Text span c="dimmed" inherit td="line-through" mr={8}>
                  {feedback.predictedIntent}
                </Text>
              )}
              {feedback.correctedIntent}
            </Text>
          </Said>
        )}
        {feedback.correctedAnswer && <Said label={t('feedback.rightAnswer')}>{feedback.correctedAnswer}</Said>}
        {feedback.comment && <Said label={t('feedback.comment')}>{feedback.comment}</Said>}
      </Stack>
      {feedback.turn && feedback.predictedIntent && <Why turnId={feedback.turn.id} />}
      <Review feedback={feedback} intents={intents} />
    </article>
  );
}

const STATUS_COLORS = {
  QUEUED: 'blue',
  RECORDED: 'gray',
  ACCEPTED: 'tide',
  REJECTED: 'red',
  RETRACTED: 'gray',
} as const;

function Said({ label, children, isQuiet = false }: { label: string; children: ReactNode; isQuiet?: boolean }) {
  return (
    <div className={classes.said}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" lineClamp={isQuiet ? 2 : 6} component="div" {...(isQuiet && { c: 'dimmed' })}>
        {children}
      </Text>
    </div>
  );
}
