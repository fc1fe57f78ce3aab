import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './chat.module.css';

export function Greeting() {
  const { t } = useTranslation('chat');
  return (
    <div className={classes.greeting}>
      <Text fz={22} fw={620}>
        {t('greeting')}
      </Text>
      <Text c="dimmed">{t('greetingMore')}</Text>
    </div>
  );
}
