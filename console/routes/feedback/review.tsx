import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconTag, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { useViewer } from '../../graph/viewer.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import type { FeedbackDecision } from '../../gql/graphql.ts';
import { Problems } from '../../ui/problems.tsx';

const Review_feedback = graphql(`
  fragment Review_feedback on Feedback {
    id
    status
    verdict
    correctedIntent
    predictedIntent
  }
`);

const ReviewFeedback = graphql(`
  mutation ReviewFeedback($input: ReviewFeedbackInput!) {
    reviewFeedback(input: $input) {
      feedback {
        id
        status
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

/** What a person may decide about a feedback. What was taken back, or is still on its way, is not decided. */
export function Review({
  feedback: masked,
  intents,
}: {
  feedback: FragmentType<typeof Review_feedback>;
  intents: readonly string[];
}) {
  const { t } = useTranslation('console');
  const { isAdmin } = useViewer();
  const feedback = readFragment(Review_feedback, masked);
  const [isRelabelling, relabelling] = useDisclosure();
  const [intent, setIntent] = useState<string | null>(feedback.correctedIntent ?? feedback.predictedIntent ?? null);
  const review = useAct(ReviewFeedback, ({ reviewFeedback }) => reviewFeedback.errors);
  const { status } = feedback;
  if (!isAdmin || status === 'QUEUED' || status === 'RETRACTED') return null;

  async function decide(decision: FeedbackDecision, as?: string) {
    const input = { feedbackId: feedback.id, decision, idempotencyKey: newIdempotencyKey(), ...(as && { intent: as }) };
    if (!(await review.act({ input }))) return;
    relabelling.close();
    notifications.show({ message: t(`feedback.done.${decision}`) });
  }

  // To accept is to accept an intent: one that the user or the model named.
  const canAccept = status !== 'ACCEPTED' && Boolean(feedback.correctedIntent ?? feedback.predictedIntent);
  return (
    <>
      <Problems of={isRelabelling ? [] : review.problems} />
      <Group gap="xs">
        {canAccept && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconCheck size={14} />}
            loading={review.isActing}
            onClick={() => void decide('ACCEPT')}
          >
            {t('feedback.accept')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" leftSection={<IconTag size={14} />} onClick={relabelling.open}>
          {t('feedback.relabel')}
        </Button>
        {status !== 'REJECTED' && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={14} />}
            loading={review.isActing}
            onClick={() => void decide('REJECT')}
          >
            {t('feedback.reject')}
          </Button>
        )}
      </Group>
      <Modal
        opened={isRelabelling}
        onClose={relabelling.close}
        title={t('feedback.relabelTitle')}
        centered
        closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
      >
        <Stack>
          <Select
            aria-label={t('feedback.chooseIntent')}
            placeholder={t('feedback.chooseIntent')}
            data={[...intents]}
            value={intent}
            onChange={setIntent}
            searchable
            data-autofocus
          />
          <Problems of={review.problems} />
          <Button
            disabled={!intent}
            loading={review.isActing}
            onClick={() => void decide('RELABEL', intent ?? undefined)}
          >
            {t('feedback.relabelConfirm')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
