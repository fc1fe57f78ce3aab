import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '../../gql/index.ts';
import type { AssistantRunChangedSubscription } from '../../gql/graphql.ts';
import { isOver } from '../../format/runs.ts';

const AssistantRunChanged = graphql(`
  subscription AssistantRunChanged($assistantId: ID!) {
    trainingRunChanged(assistantId: $assistantId) {
      id
      sequence
      state
      ...RunRow_run
      ...RunningPanel_run
    }
  }
`);

const AssistantDeploymentUpdated = graphql(`
  subscription AssistantDeploymentUpdated($assistantId: ID!) {
    deploymentUpdated(assistantId: $assistantId) {
      id
      state
    }
  }
`);

// A deployment changes what versions, assistants and feedback's fate say, so the queries that show them are asked again.
const TOUCHED_BY_DEPLOYMENT = {
  additionalTypenames: ['ModelVersion', 'Assistant', 'Deployment', 'ModelVersionConnection'],
};

export type ChangedRun = AssistantRunChangedSubscription['trainingRunChanged'];

const ChangedRuns = createContext<ReadonlyMap<string, ChangedRun>>(new Map());

/** Follows what happens to one assistant, once for every screen below. */
export function AssistantEvents({ assistantId, children }: { assistantId: string; children: ReactNode }) {
  const [runs] = useSubscription<AssistantRunChangedSubscription, ReadonlyMap<string, ChangedRun>>(
    { query: AssistantRunChanged, variables: { assistantId } },
    (changed = new Map(), { trainingRunChanged: run }) =>
      (changed.get(run.id)?.sequence ?? -1) < run.sequence ? new Map(changed).set(run.id, run) : changed,
  );
  useSubscription({
    query: AssistantDeploymentUpdated,
    variables: { assistantId },
    context: TOUCHED_BY_DEPLOYMENT,
  });
  return <ChangedRuns value={runs.data ?? NONE}>{children}</ChangedRuns>;
}
const NONE: ReadonlyMap<string, ChangedRun> = new Map();

/** The runs that changed since the page was opened, each as it is now. */
export function useChangedRuns(): ReadonlyMap<string, ChangedRun> {
  return useContext(ChangedRuns);
}

/** How many runs ended since the page was opened: each brought a version, or the news that there is none. */
export function useEndedRunCount(): number {
  return [...useChangedRuns().values()].filter(({ state }) => isOver(state)).length;
}

/** Asks again whenever `key` changes after the first drawing. */
export function useRefetchOn(key: unknown, refetch: () => void): void {
  const seen = useRef(key);
  useEffect(() => {
    if (seen.current === key) return;
    seen.current = key;
    refetch();
  }, [key, refetch]);
}
