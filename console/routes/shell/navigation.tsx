import { NavLink, Stack } from '@mantine/core';
import {
  IconExternalLink,
  IconLayoutDashboard,
  IconMessage2,
  IconPlayerPlay,
  IconRocket,
  IconStack2,
  IconTags,
  IconThumbUp,
  IconAdjustmentsHorizontal,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useViewer } from '../../graph/viewer.ts';

const ALL = [
  { to: '', text: 'nav.overview', icon: IconLayoutDashboard },
  { to: '/runs', text: 'nav.runs', icon: IconPlayerPlay },
  { to: '/versions', text: 'nav.versions', icon: IconStack2 },
  { to: '/deployments', text: 'nav.deployments', icon: IconRocket },
  { to: '/feedback', text: 'nav.feedback', icon: IconThumbUp },
  { to: '/entities', text: 'nav.entities', icon: IconTags },
  { to: '/policy', text: 'nav.policy', icon: IconAdjustmentsHorizontal },
] as const;

export function Navigation({ assistantId, onNavigate }: { assistantId: string; onNavigate: () => void }) {
  const { t } = useTranslation('console');
  const { pathname } = useLocation();
  const { mayReadTalk } = useViewer();
  const home = `/a/${assistantId}`;
  return (
    <Stack component="nav" gap={2} aria-label={t('nav.label')} flex={1}>
      {ALL.filter(({ to }) => mayReadTalk || (to !== '/feedback' && to !== '/entities')).map(
        ({ to, text, icon: Symbol }) => {
          const isHere = to === '' ? pathname === home : pathname.startsWith(home + to);
          return (
            <NavLink
              key={to}
              component={Link}
              to={home + to}
              onClick={onNavigate}
              label={t(text)}
              leftSection={<Symbol size={18} stroke={1.7} />}
              active={isHere}
              aria-current={isHere ? 'page' : undefined}
              styles={{ root: { borderRadius: 'var(--mantine-radius-md)' } }}
            />
          );
        },
      )}
      <NavLink
        component="a"
        href={`/chat?assistant=${encodeURIComponent(assistantId)}`}
        target="_blank"
        rel="noreferrer"
        label={t('nav.chat')}
        leftSection={<IconMessage2 size={18} stroke={1.7} />}
        rightSection={<IconExternalLink size={14} stroke={1.7} />}
        mt="auto"
        styles={{ root: { borderRadius: 'var(--mantine-radius-md)' } }}
      />
    </Stack>
  );
}
