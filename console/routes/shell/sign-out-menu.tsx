import { ActionIcon, Menu } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { session } from '../../graph/session.ts';
import { staffRole, useViewer } from '../../graph/viewer.ts';

export function SignOutMenu() {
  const { t } = useTranslation('console');
  const { id, roles } = useViewer();
  const role = staffRole(roles);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('nav.signedInAs', { id })}>
          <IconUserCircle size={19} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {t('nav.signedInAs', { id })}
          {role && ` · ${t(`role.${role}`)}`}
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => session.end('signedOut')}>
          {t('nav.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
