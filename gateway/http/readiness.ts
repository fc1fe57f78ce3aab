/** Whether everything that serving needs is there, part by part. */
export interface Readiness {
  isReady: boolean;
  parts: Readonly<Record<string, { isReady: boolean; detail?: string }>>;
}

export type IsReady = () => Promise<Readiness>;
