import { Alert, Box, Button, Code, Stack } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

/** What stands in place of a page that threw, or whose code could not be fetched after an update. */
export function Crashed() {
  const { t } = useTranslation('console');
  const error = useRouteError();
  return (
    <Box p="xl" maw={640} mx="auto">
      <Alert color="red" icon={<IconBug />} title={t('crashed.title')} role="alert">
        <Stack align="flex-start">
          <Code block>{error instanceof Error ? error.message : String(error)}</Code>
          <Button variant="default" size="xs" onClick={() => location.reload()}>
            {t('crashed.reload')}
          </Button>
        </Stack>
      </Alert>
    </Box>
  );
}
