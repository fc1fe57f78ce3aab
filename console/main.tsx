import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/ground.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { common as commonEn } from './i18n/en/both-pages.ts';
import { console as consoleEn } from './i18n/en/console.ts';
import { common as commonPt } from './i18n/pt-br/both-pages.ts';
import { console as consolePt } from './i18n/pt-br/console.ts';
import { startTexts } from './i18n/start-texts.ts';
import { router } from './router.tsx';
import { theme, tints } from './ui/theme.ts';

startTexts({
  en: { common: commonEn, console: consoleEn },
  'pt-BR': { common: commonPt, console: consolePt },
});

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={tints} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <RouterProvider router={router} />
    </MantineProvider>
  </StrictMode>,
);
