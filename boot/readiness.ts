import type { IsReady } from '../gateway/index.ts';
import { type SubgraphSource, serviceIdentity } from '../subgraphs/kit/index.ts';

const IDENTITY = serviceIdentity('readiness');
const TIMEOUT_MS = 2_000;

/** Ready is: every subgraph answers, and the demo assistant, where there is one, is served by a version. */
export function readiness(
  sources: ReadonlyMap<string, SubgraphSource>,
  { demoAssistant }: { demoAssistant: string | undefined },
): IsReady {
  /** What is missing; undefined where nothing is. */
  async function missing(name: string, source: SubgraphSource): Promise<string | undefined> {
    try {
      await ask(source, '{ __typename }');
      if (name !== 'models' || !demoAssistant) return undefined;
      const { champion } = await ask<{ champion: object | null }>(
        source,
        `{ champion(assistantId: "${demoAssistant}") { id } }`,
      );
      return champion ? undefined : 'the demo assistant is being trained';
    } catch {
      return 'does not answer';
    }
  }
  return async () => {
    const parts = await Promise.all(
      [...sources].map(async ([name, source]) => {
        const detail = await missing(name, source);
        return [name, { isReady: detail === undefined, ...(detail && { detail }) }] as const;
      }),
    );
    return { isReady: parts.every(([, part]) => part.isReady), parts: Object.fromEntries(parts) };
  };
}

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
