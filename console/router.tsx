import { createBrowserRouter, Navigate } from 'react-router';
import { AssistantLayout } from './routes/shell/assistant-layout.tsx';
import { Crashed } from './routes/shell/crashed.tsx';
import { FirstAssistant } from './routes/shell/first-assistant.tsx';
import { FindRun, FindVersion } from './routes/shell/find.tsx';
import { NotFound } from './routes/shell/not-found.tsx';
import { SignedIn } from './routes/shell/signed-in.tsx';
import { SignInPage } from './routes/sign-in/page.tsx';

/** `/versions/:id` and `/runs/:id` are what the CLI prints; they find their assistant. */
export const router = createBrowserRouter(
  [
    { path: '/sign-in', element: <SignInPage />, errorElement: <Crashed /> },
    {
      path: '/',
      element: <SignedIn />,
      errorElement: <Crashed />,
      hydrateFallbackElement: <></>,
      children: [
        { index: true, element: <FirstAssistant /> },
        { path: 'versions/:versionId', element: <FindVersion /> },
        { path: 'runs/:runId', element: <FindRun /> },
        {
          path: 'a/:assistantId',
          element: <AssistantLayout />,
          errorElement: <Crashed />,
          children: [
            {
              index: true,
              lazy: async () => ({ Component: (await import('./routes/overview/page.tsx')).OverviewPage }),
            },
            { path: 'runs', lazy: async () => ({ Component: (await import('./routes/runs/page.tsx')).RunsPage }) },
            { path: 'runs/:runId', lazy: async () => ({ Component: (await import('./routes/run/page.tsx')).RunPage }) },
            {
              path: 'versions',
              lazy: async () => ({ Component: (await import('./routes/versions/page.tsx')).VersionsPage }),
            },
            {
              path: 'versions/:versionId',
              lazy: async () => ({ Component: (await import('./routes/version/page.tsx')).VersionPage }),
            },
            {
              path: 'deployments',
              lazy: async () => ({ Component: (await import('./routes/deployments/page.tsx')).DeploymentsPage }),
            },
            {
              path: 'feedback',
              lazy: async () => ({ Component: (await import('./routes/feedback/page.tsx')).FeedbackPage }),
            },
            {
              path: 'entities',
              lazy: async () => ({ Component: (await import('./routes/entities/page.tsx')).EntitiesPage }),
            },
            {
              path: 'policy',
              lazy: async () => ({ Component: (await import('./routes/policy/page.tsx')).PolicyPage }),
            },
            { path: '*', element: <NotFound /> },
          ],
        },
        { path: 'console', element: <Navigate to="/" replace /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: '/console' },
);
