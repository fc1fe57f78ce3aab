import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../graph/problem.ts';
import { Problems } from './problems.tsx';

const LONGEST = 2_000;

/** Asks for a reason before something that others will want explained. What was typed stays when it fails. */
export function ReasonDialog({
  title,
  text,
  label,
  description,
  confirm,
  color,
  isOpen,
  isActing,
  isOptional = false,
  problems,
  onClose,
  onConfirm,
}: {
  title: string;
  text?: string;
  label: string;
  description?: string;
  confirm: string;
  color?: string | undefined;
  isOpen: boolean;
  isActing: boolean;
  isOptional?: boolean;
  problems: readonly Problem[];
  onClose: () => void;
  onConfirm: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const isReady = isOptional || reason.trim() !== '';
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady) onConfirm(reason.trim());
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="form" onSubmit={submit}>
        {text && <Text size="sm">{text}</Text>}
        <Textarea
          label={label}
          description={description}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={LONGEST}
          autosize
          minRows={2}
          maxRows={8}
          data-autofocus
        />
        <Problems of={problems} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" {...(color && { color })} loading={isActing} disabled={!isReady}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
