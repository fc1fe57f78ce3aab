import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A quiet card with a heading. */
export function Panel({
  title,
  hint,
  aside,
  children,
}: {
  title?: string;
  hint?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Paper component="section" withBorder p={{ base: 'md', sm: 'lg' }} bg="var(--surface)" aria-label={title} h="100%">
      <Stack gap="md">
        {title && (
          <Group justify="space-between" align="flex-start" gap="sm">
            <Stack gap={2}>
              <Title order={2} fw={600}>
                {title}
              </Title>
              {hint && (
                <Text size="xs" c="dimmed">
                  {hint}
                </Text>
              )}
            </Stack>
            {aside}
          </Group>
        )}
        {children}
      </Stack>
    </Paper>
  );
}
