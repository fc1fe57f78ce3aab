import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

/** Says over a disabled control why it is disabled. */
export function Permitted({ is, children }: { is: boolean; children: ReactElement }) {
  const { t } = useTranslation('console');
  return (
    <Tooltip label={t('adminOnly')} disabled={is}>
      <span>{children}</span>
    </Tooltip>
  );
}
