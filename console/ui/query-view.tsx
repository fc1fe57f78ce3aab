import { Progress, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseQueryState } from 'urql';
import { problemOf } from '../graph/problem.ts';
import { Failed } from './failed.tsx';

/** Draws a query: loading, failed, or what it brought; a refetch keeps the old values and only says that it runs. */
export function QueryView<Data>({
  result,
  retry,
  children,
}: {
  result: UseQueryState<Data, never> | Pick<UseQueryState<Data>, 'data' | 'error' | 'fetching' | 'stale'>;
  retry: () => void;
  children: (data: Data) => ReactNode;
}) {
  const { data, error, fetching, stale } = result;
  if (data === undefined || data === null)
    return error && !fetching ? <Failed problem={problemOf(error)} retry={retry} /> : <Loading />;
  return (
    <Stack gap="lg" pos="relative">
      {(fetching || stale) && <Refetching />}
      {error && <Failed problem={problemOf(error)} retry={retry} isPartial />}
      {children(data)}
    </Stack>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" aria-busy="true" aria-label={t('loading')} role="status">
      <Skeleton h={96} />
      <Skeleton h={220} />
    </Stack>
  );
}

function Refetching() {
  const { t } = useTranslation();
  return (
    <Progress
      value={100}
      animated
      size={2}
      pos="absolute"
      top={-10}
      left={0}
      right={0}
      aria-label={t('loading')}
      styles={{ root: { background: 'transparent' } }}
    />
  );
}
