import { useEffect, useEffectEvent, useRef } from 'react';

/**
 * Asks again whenever `key` changes after the first drawing. Never while an answer is on its way: that one may have been read before the
 * change, and the client would take the second request for the first; it waits for the answer and asks then.
 */
export function useRefetchOn(
  key: number,
  { fetching, stale }: { readonly fetching: boolean; readonly stale: boolean },
  refetch: () => void,
): void {
  const seen = useRef(key);
  const onChange = useEffectEvent(refetch);
  const isBusy = fetching || stale;
  useEffect(() => {
    if (isBusy || seen.current === key) return;
    seen.current = key;
    onChange();
  }, [key, isBusy]);
}
