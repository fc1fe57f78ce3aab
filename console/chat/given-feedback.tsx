import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from './said.ts';

const LONGEST = 4_000;

export interface GivenFeedbackFields {
  readonly verdict: 'HELPFUL' | 'UNHELPFUL' | 'CORRECTION';
  readonly status: string;
  readonly correctedIntent?: string | null | undefined;
  readonly correctedAnswer?: string | null | undefined;
  readonly comment?: string | null | undefined;
  readonly fate?: { readonly modelVersion?: { readonly number: number } | null | undefined } | null | undefined;
}

/** What the user said of an answer and what became of it; it can be taken back, or explained. */
export function GivenFeedback({
  given,
  options,
  isRetracting,
  isCommenting,
  onRetract,
  onComment,
}: {
  given: GivenFeedbackFields;
  options: readonly Option[];
  isRetracting: boolean;
  isCommenting: boolean;
  onRetract: () => void;
  onComment: (comment: string) => Promise<boolean>;
}) {
  const { t } = useTranslation('chat');
  const [comment, setComment] = useState<string | null>(null);
  const label = options.find(({ intent }) => intent === given.correctedIntent)?.label ?? given.correctedIntent;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (comment?.trim() && (await onComment(comment.trim()))) setComment(null);
  }

  return (
    <div data-feedback={given.verdict}>
      <Group gap={6} role="status">
        <Text size="xs" c="dimmed" flex="0 1 auto">
          <IconCheck
            size={14}
            color="var(--mantine-primary-color-filled)"
            style={{ verticalAlign: '-2px' }}
            aria-hidden
          />{' '}
          {label && `${t('feedback.corrected', { label })}. `}
          {thanks()}
        </Text>
        <Button size="compact-xs" variant="subtle" color="gray" loading={isRetracting} onClick={onRetract}>
          {t('feedback.retract')}
        </Button>
        {!given.comment && given.verdict !== 'CORRECTION' && comment === null && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setComment('')}>
            {t('feedback.commentAdd')}
          </Button>
        )}
      </Group>
      {comment !== null && (
        <form onSubmit={(event) => void submit(event)}>
          <Group gap="xs" mt={6}>
            <TextInput
              aria-label={t('feedback.comment')}
              placeholder={t('feedback.comment')}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
              maxLength={LONGEST}
              size="xs"
              flex={1}
              miw={180}
              autoFocus
            />
            <Button type="submit" size="xs" variant="light" loading={isCommenting} disabled={!comment.trim()}>
              {t('feedback.commentSubmit')}
            </Button>
          </Group>
        </form>
      )}
    </div>
  );

  function thanks(): string {
    if (given.fate?.modelVersion) return t('feedback.learned', { number: given.fate.modelVersion.number });
    if (given.status === 'REJECTED') return t('feedback.rejected');
    if (given.verdict === 'CORRECTION') return t('feedback.thanksCorrection');
    return t(given.verdict === 'HELPFUL' ? 'feedback.thanksHelpful' : 'feedback.thanksUnhelpful');
  }
}
