/** What a browser sees at /graphql: how to ask, without anything from elsewhere. */
export const LANDING_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Malha: the graph</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #1a1b1e; background: #fff }
  pre { background: #f1f3f5; padding: 1rem; border-radius: .5rem; overflow-x: auto }
  @media (prefers-color-scheme: dark) { body { color: #e9ecef; background: #1a1b1e } pre { background: #25262b } a { color: #74c0fc } }
</style>
<h1>The graph of Malha</h1>
<p>This is a GraphQL endpoint. Point any client at it; introspection is on. People use the <a href="/console">console</a> and the <a href="/chat">chat</a>.</p>
<h2>Ask</h2>
<pre>curl -s localhost:4000/graphql -H 'content-type: application/json' -d '{"query":
  "mutation { startConversation(input: {assistantId: \\"asst_demo\\", language: \\"en\\"}) { conversation { id } conversationToken } }"}'</pre>
<p>The token goes along as <code>authorization: Bearer …</code>.</p>
<h2>Subscribe</h2>
<ul>
  <li>over WebSocket at <code>/graphql</code>: protocol <code>graphql-transport-ws</code>, <code>connection_init</code> with <code>{"authorization": "Bearer …"}</code></li>
  <li>as server-sent events: POST to <code>/graphql/stream</code> with <code>accept: text/event-stream</code> (graphql-sse, distinct connections)</li>
</ul>
</html>
`;
