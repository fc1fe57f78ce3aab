import { Button, Group, Modal, Radio, ScrollArea, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../graph/problem.ts';
import { Problems } from '../ui/problems.tsx';
import classes from './chat.module.css';
import { correctionChoices } from './correction-choices.ts';
import type { Option, SaidFeedback } from './said.ts';

const LONGEST = 4_000;

/** "I meant …": the right topic from the list, the right answer in words, or both. */
export function CorrectionDialog({
  isOpen,
  options,
  ranking,
  understood,
  isActing,
  problems,
  onClose,
  onSubmit,
}: {
  isOpen: boolean;
  options: readonly Option[];
  ranking: readonly string[];
  understood: string | null;
  isActing: boolean;
  problems: readonly Problem[];
  onClose: () => void;
  onSubmit: (feedback: SaidFeedback) => Promise<void>;
}) {
  const { t } = useTranslation('chat');
  const isPhone = useMediaQuery('(max-width: 36em)');
  const [search, setSearch] = useState('');
  const [intent, setIntent] = useState<string | null>(null);
  const [answer, setAnswer] = useState('');
  const [comment, setComment] = useState('');
  const choices = correctionChoices({ options, ranking, understood, search });
  const isReady = intent !== null || answer.trim() !== '';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    void onSubmit({
      verdict: 'CORRECTION',
      ...(intent !== null && { correctedIntent: intent }),
      ...(answer.trim() && { correctedAnswer: answer.trim() }),
      ...(comment.trim() && { comment: comment.trim() }),
    });
  }

  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={
        <Text fw={620} fz="lg">
          {t('feedback.meantTitle')}
        </Text>
      }
      fullScreen={isPhone ?? false}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Stack component="form" gap="md" onSubmit={submit}>
        <Text size="sm" c="dimmed">
          {t('feedback.meantHint')}
        </Text>
        <TextInput
          aria-label={t('feedback.search')}
          placeholder={t('feedback.search')}
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-autofocus
        />
        <ScrollArea h={220} type="auto" offsetScrollbars>
          <Radio.Group value={intent} onChange={setIntent} aria-label={t('feedback.meantTitle')}>
            <Stack gap={2}>
              {choices.map(({ intent: value, label }) => (
                <Radio key={value} value={value} label={label} className={classes.choice ?? ''} />
              ))}
              {choices.length === 0 && (
                <Text size="sm" c="dimmed" p="xs">
                  {t('feedback.noTopic')}
                </Text>
              )}
            </Stack>
          </Radio.Group>
        </ScrollArea>
        <Textarea
          label={t('feedback.answer')}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          maxLength={LONGEST}
          autosize
          minRows={2}
          maxRows={6}
        />
        <TextInput
          label={t('feedback.comment')}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={LONGEST}
        />
        <Problems of={problems} title={t('feedback.failed')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
          <Button type="submit" loading={isActing} disabled={!isReady}>
            {t('feedback.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
