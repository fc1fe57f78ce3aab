import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What an empty place means, and what to do about it. */
export function Empty({
  icon: Mark,
  title,
  hint,
  action,
}: {
  icon: Icon;
  title: string;
  hint: string;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <ThemeIcon variant="light" color="gray" size={44} radius="xl">
        <Mark size={22} stroke={1.6} />
      </ThemeIcon>
      <Title order={2} fw={600}>
        {title}
      </Title>
      <Text c="dimmed" size="sm" maw={420}>
        {hint}
      </Text>
      {action}
    </Stack>
  );
}
