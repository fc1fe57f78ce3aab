import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '../../gql/index.ts';
import { consoleLive } from '../../graph/console-graph.ts';
import { useConnectionLosses } from '../../graph/live-state.ts';
import { useRefetchOn } from '../../graph/use-refetch-on.ts';
import type { AssistantDeploymentUpdatedSubscription, AssistantRunChangedSubscription } from '../../gql/graphql.ts';
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

export type ChangedRun = AssistantRunChangedSubscription['trainingRunChanged'];

interface Events {
  readonly runs: ReadonlyMap<string, ChangedRun>;
  /** Grows with whatever changes what the screens show of versions and deployments. */
  readonly news: number;
}

const NO_RUNS: ReadonlyMap<string, ChangedRun> = new Map();
const AssistantEventsContext = createContext<Events>({ runs: NO_RUNS, news: 0 });

/** Follows what happens to one assistant, once for every screen below. */
export function AssistantEvents({ assistantId, children }: { assistantId: string; children: ReactNode }) {
  const [{ data: runs = NO_RUNS }] = useSubscription<AssistantRunChangedSubscription, ReadonlyMap<string, ChangedRun>>(
    { query: AssistantRunChanged, variables: { assistantId } },
    (changed = NO_RUNS, { trainingRunChanged: run }) =>
      (changed.get(run.id)?.sequence ?? -1) < run.sequence ? new Map(changed).set(run.id, run) : changed,
  );
  const [{ data: deployments = 0 }] = useSubscription<AssistantDeploymentUpdatedSubscription, number>(
    { query: AssistantDeploymentUpdated, variables: { assistantId } },
    (times = 0) => times + 1,
  );
  const losses = useConnectionLosses(consoleLive);
  const ended = [...runs.values()].filter(({ state }) => isOver(state)).length;
  const news = deployments + ended + losses;
  const events = useMemo(() => ({ runs, news }), [runs, news]);
  return <AssistantEventsContext value={events}>{children}</AssistantEventsContext>;
}

/** The runs that changed since the page was opened, each as it is now. */
export function useChangedRuns(): ReadonlyMap<string, ChangedRun> {
  return useContext(AssistantEventsContext).runs;
}

/** Asks again whenever a run ended, a deployment changed, or the connection was lost in between. */
export function useRefetchOnNews(
  query: { readonly fetching: boolean; readonly stale: boolean },
  refetch: () => void,
): void {
  useRefetchOn(useContext(AssistantEventsContext).news, query, refetch);
}
