import { ActionIcon, Text, Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './chat.module.css';
import type { Message } from './use-sending.ts';

/** UTF-16 units an utterance may have. */
const LONGEST = 2_000;
const NEAR = 200;

/** Where the next message is written: Enter sends, Shift+Enter begins a line. */
export function Composer({
  isSending,
  onSend,
}: {
  isSending: boolean;
  onSend: (message: Message) => Promise<boolean>;
}) {
  const { t } = useTranslation('chat');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const left = LONGEST - text.length;
  const isReady = text.trim() !== '' && left >= 0 && !isSending;

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (!isReady) return;
    const said = text.trim();
    setText('');
    field.current?.focus();
    void onSend({ text: said });
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }

  return (
    <form className={classes.composer} onSubmit={submit}>
      <div className={classes.composerRow}>
        <Textarea
          ref={field}
          className={classes.field ?? ''}
          aria-label={t('message')}
          placeholder={t('placeholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          autosize
          minRows={1}
          maxRows={6}
          radius="xl"
          size="md"
          error={left < 0}
          autoFocus
        />
        <ActionIcon type="submit" size={42} radius="xl" disabled={!isReady} loading={isSending} aria-label={t('send')}>
          <IconSend2 size={20} />
        </ActionIcon>
      </div>
      <Text size="xs" c={left < 0 ? 'red' : 'dimmed'} role="status" px="md" h={18}>
        {left < 0 ? t('tooLong', { count: -left }) : left <= NEAR ? t('left', { count: left }) : ''}
      </Text>
    </form>
  );
}
