import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../graph/problem.ts';
import { useProblemText } from './problems.tsx';

/** A load that failed: what happened, its code for whoever is asked, and another try. */
export function Failed({
  problem,
  retry,
  isPartial = false,
}: {
  problem: Problem;
  retry: () => void;
  isPartial?: boolean;
}) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (
    <Alert
      color={isPartial ? 'yellow' : 'red'}
      icon={<IconAlertTriangle />}
      title={t(isPartial ? 'failed.partial' : 'failed.title')}
      role="alert"
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{textOf(problem)}</Text>
        <Group gap="md">
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
            {t('retry')}
          </Button>
          <Text size="xs" c="dimmed" ff="monospace">
            {t('code', { code: problem.code })}
            {problem.requestId ? ` · ${t('request', { id: problem.requestId })}` : ''}
          </Text>
        </Group>
      </Stack>
    </Alert>
  );
}
