import { Box } from '@mantine/core';
import { useMemo } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { Provider, useQuery } from 'urql';
import { createConsoleGraph } from '../../graph/console-graph.ts';
import { useSession } from '../../graph/session.ts';
import { ViewerContext } from '../../graph/viewer.ts';
import { graphql } from '../../gql/index.ts';
import { QueryView } from '../../ui/query-view.tsx';

const ShellViewer = graphql(`
  query ShellViewer {
    viewer {
      id
      roles
    }
  }
`);

/** Lets in who has a token; whoever loses it goes to the door and comes back to the same page. */
export function SignedIn() {
  const { token, ended } = useSession();
  const { pathname, search } = useLocation();
  const graph = useMemo(() => createConsoleGraph(token), [token]);
  if (token === null)
    return <Navigate to="/sign-in" state={ended === 'signedOut' ? null : { from: pathname + search }} replace />;
  return (
    <Provider value={graph}>
      <WithViewer />
    </Provider>
  );
}

function WithViewer() {
  const [result, refetch] = useQuery({ query: ShellViewer });
  if (result.data?.viewer)
    return (
      <ViewerContext value={result.data.viewer}>
        <Outlet />
      </ViewerContext>
    );
  return (
    <Box p="xl" maw={720} mx="auto">
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {() => null}
      </QueryView>
    </Box>
  );
}
