import { type SubgraphSource, serviceIdentity } from '../subgraphs/kit/index.ts';

/** What /ready says: 200 when all parts are well. */
export interface Readiness {
  isReady: boolean;
  /** Part → "ok", or what is missing. */
  parts: Record<string, string>;
}

const IDENTITY = serviceIdentity('readiness');
const TIMEOUT_MS = 2_000;

/** Ready is: every subgraph answers, and the demo assistant, where there is one, is served by a version. */
export function readiness(
  sources: ReadonlyMap<string, SubgraphSource>,
  { demoAssistant }: { demoAssistant: string | undefined },
): () => Promise<Readiness> {
  async function ask<T>(source: SubgraphSource, query: string): Promise<T> {
    const { data, errors } = await source.execute({
      query,
      identity: IDENTITY,
      requestId: 'readiness',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (errors) throw new Error(errors[0]?.message);
    return data as T;
  }
  async function check(name: string, source: SubgraphSource): Promise<string> {
    try {
      await ask(source, '{ __typename }');
      if (name !== 'models' || !demoAssistant) return 'ok';
      const { champion } = await ask<{ champion: object | null }>(
        source,
        `{ champion(assistantId: "${demoAssistant}") { id } }`,
      );
      return champion ? 'ok' : 'the demo assistant is being trained';
    } catch {
      return 'does not answer';
    }
  }
  return async () => {
    const parts = Object.fromEntries(
      await Promise.all([...sources].map(async ([name, source]) => [name, await check(name, source)] as const)),
    );
    return { isReady: Object.values(parts).every((state) => state === 'ok'), parts };
  };
}
