import { Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fullTime, relativeTime } from '../format/times.ts';

const TICK_MS = 15_000;

/** A moment as people say it, with the clock's time behind it. */
export function Moment({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={fullTime(at, i18n.language)}>
      <Text component="time" dateTime={at} inherit span>
        {relativeTime(at, nowMs, i18n.language)}
      </Text>
    </Tooltip>
  );
}
