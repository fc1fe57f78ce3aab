import { Group, Loader, Text, Tooltip } from '@mantine/core';
import { IconBroadcast, IconBroadcastOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type LiveStateStore, useLiveState } from '../graph/live-state.ts';

/** Whether changes reach this page by themselves right now. */
export function LiveMark({ store }: { store: LiveStateStore }) {
  const { t } = useTranslation();
  const state = useLiveState(store);
  if (state === 'idle') return null;
  return (
    <Tooltip label={t(state === 'live' ? 'live.hint.live' : 'live.hint.other')}>
      <Group gap={6} role="status" data-live={state} aria-label={t(`live.${state}`)} wrap="nowrap">
        {state === 'live' && <IconBroadcast size={15} color="var(--mantine-primary-color-filled)" aria-hidden />}
        {state === 'connecting' && <Loader size={12} />}
        {state === 'reconnecting' && <IconBroadcastOff size={15} color="var(--mantine-color-orange-6)" aria-hidden />}
        <Text size="xs" c="dimmed" visibleFrom="xs">
          {t(`live.${state}`)}
        </Text>
      </Group>
    </Tooltip>
  );
}
