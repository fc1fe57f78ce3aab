import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { newIdempotencyKey } from '../graph/idempotency-key.ts';
import { graphql } from '../gql/index.ts';

const RecordAnswerCopied = graphql(`
  mutation RecordAnswerCopied($input: RecordSignalInput!) {
    recordSignal(input: $input) {
      errors {
        code
      }
    }
  }
`);

/** Copies an answer, and tells that it was worth copying. */
export function CopyButton({ turnId, text }: { turnId: string; text: string }) {
  const { t } = useTranslation('chat');
  const clipboard = useClipboard();
  const [, record] = useMutation(RecordAnswerCopied);
  const label = t(clipboard.copied ? 'copied' : 'copy');
  function copy() {
    clipboard.copy(text);
    // Nobody waits for it, and who copies an answer need not hear that it was not heard of.
    void record({ input: { turnId, signal: 'ANSWER_COPIED', idempotencyKey: newIdempotencyKey() } });
  }
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={label} data-copied={clipboard.copied}>
        {clipboard.copied ? <IconCheck size={16} stroke={1.7} /> : <IconCopy size={16} stroke={1.7} />}
      </ActionIcon>
    </Tooltip>
  );
}
