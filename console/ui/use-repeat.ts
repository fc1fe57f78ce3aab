import { useEffect, useRef } from 'react';

/** Does something again and again while `everyMs` is a number. */
export function useRepeat(act: () => void, everyMs: number | null): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (everyMs === null) return undefined;
    const timer = setInterval(() => latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
