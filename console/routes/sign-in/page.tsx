import { Alert, Box, Button, Center, Checkbox, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { createConsoleGraph } from '../../graph/console-graph.ts';
import { problemOf } from '../../graph/problem.ts';
import { session, useSession } from '../../graph/session.ts';
import { staffRole } from '../../graph/viewer.ts';
import { graphql } from '../../gql/index.ts';
import { Mark } from '../../ui/mark.tsx';
import { LanguageMenu, SchemeMenu } from '../../ui/preferences.tsx';
import { useProblemText } from '../../ui/problems.tsx';

const SignInViewer = graphql(`
  query SignInViewer {
    viewer {
      id
      roles
    }
  }
`);

/** The console's door. A token is tried before it is kept. */
export function SignInPage() {
  const { t } = useTranslation('console');
  const textOf = useProblemText();
  const { token, ended } = useSession();
  const location = useLocation();
  const [isTrying, setIsTrying] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  if (token !== null) return <Navigate to={(location.state as { from?: string } | null)?.from ?? '/'} replace />;

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = form.get('token');
    const entered = typeof field === 'string' ? field.trim() : '';
    if (entered === '') return setRefusal(t('signIn.empty'));
    setIsTrying(true);
    const { data, error } = await createConsoleGraph(entered).query(SignInViewer, {});
    setIsTrying(false);
    if (error) return setRefusal(textOf(problemOf(error)));
    if (!staffRole(data?.viewer?.roles ?? [])) return setRefusal(t('signIn.notStaff'));
    session.begin(entered, { isRemembered: form.get('remember') === 'on' });
  }

  return (
    <Box mih="100dvh" p="md">
      <Group justify="flex-end" gap={4}>
        <LanguageMenu />
        <SchemeMenu />
      </Group>
      <Center mih="75dvh" component="main">
        <Stack w="100%" maw={400} gap="lg">
          <Stack gap={6} align="center" ta="center">
            <Mark size={44} />
            <Title order={1}>{t('signIn.title')}</Title>
            <Text c="dimmed">{t('signIn.lead')}</Text>
          </Stack>
          {ended && !refusal && (
            <Alert color={ended === 'expired' ? 'yellow' : 'gray'} role="status">
              {t(`signIn.ended.${ended}`)}
            </Alert>
          )}
          <Paper
            component="form"
            withBorder
            p="lg"
            bg="var(--surface)"
            onSubmit={(event) => void signIn(event)}
            noValidate
          >
            <Stack>
              <PasswordInput
                name="token"
                label={t('signIn.token')}
                description={t('signIn.tokenHint')}
                autoComplete="current-password"
                error={refusal}
                onChange={() => setRefusal(null)}
                data-autofocus
                autoFocus
              />
              <Checkbox name="remember" label={t('signIn.remember')} />
              <Button type="submit" loading={isTrying} fullWidth>
                {t('signIn.submit')}
              </Button>
            </Stack>
          </Paper>
        </Stack>
      </Center>
    </Box>
  );
}
