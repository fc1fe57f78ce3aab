import { ActionIcon, Button, Group, Stack, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencilQuestion, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../graph/idempotency-key.ts';
import { useAct } from '../graph/use-act.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { Problems } from '../ui/problems.tsx';
import { CorrectionDialog } from './correction-dialog.tsx';
import { GivenFeedback, type GivenFeedbackFields } from './given-feedback.tsx';
import { presentFeedback } from './present-feedback.ts';
import type { Option, SaidFeedback } from './said.ts';

const TurnFeedback_turn = graphql(`
  fragment TurnFeedback_turn on Turn {
    id
    interpretation {
      intent
      ranking {
        intent
      }
    }
    feedback {
      id
      at
      source
      verdict
      status
      supersededBy
      correctedIntent
      correctedAnswer
      comment
      fate {
        modelVersion {
          id
          number
        }
      }
    }
  }
`);

const SubmitFeedback = graphql(`
  mutation SubmitFeedback($input: SubmitFeedbackInput!) {
    submitFeedback(input: $input) {
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

const RetractFeedback = graphql(`
  mutation RetractFeedback($input: RetractFeedbackInput!) {
    retractFeedback(input: $input) {
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

/** What the user may say about an answer, what they said, and what became of it. */
export function TurnFeedback({
  turn: masked,
  options,
}: {
  turn: FragmentType<typeof TurnFeedback_turn>;
  options: readonly Option[];
}) {
  const { t } = useTranslation('chat');
  const turn = readFragment(TurnFeedback_turn, masked);
  const [isCorrecting, correcting] = useDisclosure();
  const submit = useAct(SubmitFeedback, ({ submitFeedback }) => submitFeedback.errors);
  const retract = useAct(RetractFeedback, ({ retractFeedback }) => retractFeedback.errors);
  const given = presentFeedback(turn.feedback ?? []);

  async function say(feedback: SaidFeedback): Promise<boolean> {
    return Boolean(await submit.act({ input: { turnId: turn.id, ...feedback, idempotencyKey: newIdempotencyKey() } }));
  }

  return (
    <Stack gap={4} flex="1 1 260px">
      {given ? (
        <GivenFeedback
          given={given}
          options={options}
          isRetracting={retract.isActing}
          isCommenting={submit.isActing}
          onRetract={() => void retract.act({ input: { feedbackId: given.id, idempotencyKey: newIdempotencyKey() } })}
          onComment={(comment) => say({ ...said(given), comment })}
        />
      ) : (
        <Group gap={2} role="group" aria-label={t('feedback.label')}>
          <Tooltip label={t('feedback.helpful')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={submit.isActing}
              onClick={() => void say({ verdict: 'HELPFUL' })}
              aria-label={t('feedback.helpful')}
            >
              <IconThumbUp size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('feedback.unhelpful')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={submit.isActing}
              onClick={() => void say({ verdict: 'UNHELPFUL' })}
              aria-label={t('feedback.unhelpful')}
            >
              <IconThumbDown size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            fw={500}
            leftSection={<IconPencilQuestion size={15} stroke={1.7} />}
            onClick={correcting.open}
          >
            {t('feedback.meant')}
          </Button>
        </Group>
      )}
      <Problems
        of={isCorrecting ? retract.problems : [...submit.problems, ...retract.problems]}
        title={t('feedback.failed')}
      />
      <CorrectionDialog
        isOpen={isCorrecting}
        options={options}
        ranking={turn.interpretation?.ranking.map(({ intent }) => intent) ?? []}
        understood={turn.interpretation?.intent ?? null}
        isActing={submit.isActing}
        problems={submit.problems}
        onClose={correcting.close}
        onSubmit={async (feedback) => {
          if (await say(feedback)) correcting.close();
        }}
      />
    </Stack>
  );
}

/** What was said, to be said again with a comment: the later of two supersedes the earlier. */
function said({ verdict, correctedIntent, correctedAnswer }: GivenFeedbackFields): SaidFeedback {
  return {
    verdict,
    ...(correctedIntent && { correctedIntent }),
    ...(correctedAnswer && { correctedAnswer }),
  };
}
