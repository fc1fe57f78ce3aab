import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '../ui/ground.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chat as chatEn } from '../i18n/en/chat.ts';
import { common as commonEn } from '../i18n/en/both-pages.ts';
import { chat as chatPt } from '../i18n/pt-br/chat.ts';
import { common as commonPt } from '../i18n/pt-br/both-pages.ts';
import { startTexts } from '../i18n/start-texts.ts';
import { theme, tints } from '../ui/theme.ts';
import { ChatPage } from './page.tsx';

const DEMO_ASSISTANT = 'asst_demo';
const address = new URLSearchParams(location.search);

startTexts(
  { en: { common: commonEn, chat: chatEn }, 'pt-BR': { common: commonPt, chat: chatPt } },
  address.get('lang'),
);

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={tints} defaultColorScheme="auto">
      <ChatPage assistantId={address.get('assistant') ?? DEMO_ASSISTANT} />
    </MantineProvider>
  </StrictMode>,
);
