import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { common } from '../i18n/en/both-pages.ts';
import type { Problem } from '../graph/problem.ts';

type KnownCode = keyof typeof common.errors;
const isKnown = (code: string): code is KnownCode => code in common.errors;

/** A problem in the reader's language; what the server said where the code is new to us or says too little. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  return ({ code, message }) => {
    if (code === 'BAD_USER_INPUT' && message) return message;
    return isKnown(code) ? t(`errors.${code}`) : (message ?? t('errors.INTERNAL'));
  };
}

/** Why a change was not made. Draws nothing where there is no problem. */
export function Problems({ of, title }: { of: readonly Problem[]; title?: string }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (of.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle />} role="alert" title={title}>
      {of.map((problem) => (
        <Text size="sm" key={`${problem.code} ${problem.path?.join('.')}`}>
          {textOf(problem)}{' '}
          <Text span size="xs" c="dimmed" ff="monospace">
            {t('code', { code: problem.code })}
          </Text>
        </Text>
      ))}
    </Alert>
  );
}
