import { AppShell, Box, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMessageChatbot } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useParams } from 'react-router';
import { useQuery } from 'urql';
import { consoleLive } from '../../graph/console-graph.ts';
import { graphql } from '../../gql/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { LiveMark } from '../../ui/live-mark.tsx';
import { Mark } from '../../ui/mark.tsx';
import { LanguageMenu, SchemeMenu } from '../../ui/preferences.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { AssistantEvents } from './assistant-events.tsx';
import { AssistantSwitcher } from './assistant-switcher.tsx';
import { lastAssistant } from './last-assistant.ts';
import { Navigation } from './navigation.tsx';
import { SignOutMenu } from './sign-out-menu.tsx';

const AssistantLayoutQuery = graphql(`
  query AssistantLayout($assistantId: ID!) {
    assistant(id: $assistantId) {
      id
      name
    }
    ...AssistantSwitcher_query
  }
`);

/** The frame around everything about one assistant. */
export function AssistantLayout() {
  const { t } = useTranslation('console');
  const { assistantId = '' } = useParams();
  const [isMenuOpen, menu] = useDisclosure();
  const [result, refetch] = useQuery({ query: AssistantLayoutQuery, variables: { assistantId } });
  const isKnown = Boolean(result.data?.assistant);

  useEffect(() => {
    if (isKnown) lastAssistant.keep(assistantId);
  }, [isKnown, assistantId]);

  return (
    <AppShell
      layout="alt"
      header={{ height: 56 }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <AppShell.Header bg="var(--ground)" withBorder={false} px={{ base: 'md', sm: 'xl' }}>
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" hiddenFrom="sm">
            <Burger opened={isMenuOpen} onClick={menu.toggle} size="sm" aria-label={t('nav.menu')} />
            <Mark size={24} />
          </Group>
          <Box visibleFrom="sm" />
          <Group gap={4} wrap="nowrap">
            <Box mr="xs">
              <LiveMark store={consoleLive} />
            </Box>
            <LanguageMenu />
            <SchemeMenu />
            <SignOutMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" bg="var(--surface)">
        <Group justify="space-between" mb="md" px={4}>
          <Group gap={10}>
            <Mark />
            <Box fw={650} fz="lg">
              {t('product', { ns: 'common' })}
            </Box>
          </Group>
          <Burger opened onClick={menu.close} size="sm" hiddenFrom="sm" aria-label={t('close', { ns: 'common' })} />
        </Group>
        {result.data && <AssistantSwitcher query={result.data} current={assistantId} />}
        <Navigation assistantId={assistantId} onNavigate={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main>
        <Box maw={1120} mx="auto">
          {isKnown ? (
            <AssistantEvents assistantId={assistantId}>
              <Outlet />
            </AssistantEvents>
          ) : (
            <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
              {() => (
                <Empty icon={IconMessageChatbot} title={t('assistants.unknown')} hint={t('assistants.unknownHint')} />
              )}
            </QueryView>
          )}
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}
