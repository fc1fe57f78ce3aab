/** Whether everything that serving needs is there, part by part. */
export interface Readiness {
  isReady: boolean;
  parts: Readonly<Record<string, { isReady: boolean; detail?: string }>>;
}

export type IsReady = () => Promise<Readiness>;

/** Anybody may ask, as often as they like. */
const READY_FOR_MS = 1_000;

/** The same with one look at a time, which all who come meanwhile share; that everything is there is believed for a second. */
export function sparing(isReady: IsReady): IsReady {
  let look: Promise<Readiness> | undefined;
  return () => {
    look ??= isReady().then(
      (seen) => {
        if (seen.isReady) setTimeout(() => (look = undefined), READY_FOR_MS).unref();
        else look = undefined;
        return seen;
      },
      (error: unknown) => {
        look = undefined;
        throw error;
      },
    );
    return look;
  };
}
