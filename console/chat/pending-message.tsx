import { Button, Group, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../ui/problems.tsx';
import classes from './chat.module.css';
import type { Pending } from './use-sending.ts';

/** What was just said, until its answer is there; with the way to send it again where it did not arrive. */
export function PendingMessage({
  message,
  onRetry,
  onDiscard,
}: {
  message: Pending;
  onRetry: () => void;
  onDiscard: () => void;
}) {
  const { t } = useTranslation('chat');
  const textOf = useProblemText();
  return (
    <div className={classes.turn}>
      <div className={classes.said}>{message.text}</div>
      {message.problem ? (
        <div role="alert" className={classes.unsent}>
          <Group gap={6} justify="flex-end">
            <IconAlertTriangle size={15} color="var(--mantine-color-red-6)" aria-hidden />
            <Text size="sm" c="red" ta="right">
              {t('notSent')}. {textOf(message.problem)}
            </Text>
          </Group>
          <Group gap="xs" justify="flex-end">
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onDiscard}>
              {t('cancel', { ns: 'common' })}
            </Button>
            <Button size="compact-sm" variant="light" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
              {t('retry', { ns: 'common' })}
            </Button>
          </Group>
        </div>
      ) : (
        <div className={classes.replied} aria-label={t('answering')} role="status">
          <Loader type="dots" size="sm" color="gray" />
        </div>
      )}
    </div>
  );
}
