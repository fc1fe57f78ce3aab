import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../graph/use-act.ts';
import { graphql } from '../gql/index.ts';
import { useProblemText } from '../ui/problems.tsx';
import type { KeptConversation } from './kept-conversations.ts';

const StartConversation = graphql(`
  mutation StartConversation($input: StartConversationInput!) {
    startConversation(input: $input) {
      conversation {
        id
      }
      conversationToken
      errors {
        code
        message
        path
      }
    }
  }
`);

/** Begins a conversation as nobody in particular; says why where it cannot. */
export function Start({
  assistantId,
  onStarted,
}: {
  assistantId: string;
  onStarted: (conversation: KeptConversation) => void;
}) {
  const { t, i18n } = useTranslation('chat');
  const textOf = useProblemText();
  const { act, isActing, problems } = useAct(StartConversation, ({ startConversation }) => startConversation.errors);
  const hasBegun = useRef(false);

  async function start() {
    const done = await act({ input: { assistantId, language: i18n.language, channel: 'web' } });
    const { conversation, conversationToken } = done?.startConversation ?? {};
    if (conversation && conversationToken) onStarted({ id: conversation.id, token: conversationToken });
  }
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    void start();
  });

  const [problem] = problems;
  return (
    <Center mih="100dvh" p="md" component="main">
      {problem && !isActing ? (
        <Alert color="red" icon={<IconAlertTriangle />} title={t('startFailed')} role="alert" maw={440}>
          <Stack align="flex-start" gap="sm">
            <Text size="sm">
              {problem.code === 'NOT_FOUND' || problem.code === 'FORBIDDEN'
                ? t('unknownAssistant', { id: assistantId })
                : textOf(problem)}
            </Text>
            <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={() => void start()}>
              {t('retry', { ns: 'common' })}
            </Button>
          </Stack>
        </Alert>
      ) : (
        <Loader aria-label={t('loading', { ns: 'common' })} />
      )}
    </Center>
  );
}
