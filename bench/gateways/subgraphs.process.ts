import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import { SHOP_NAMES, shopSchema } from './shop.ts';

const documents = new Map<string, DocumentNode>();

async function answer(schema: GraphQLSchema, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables?: object };
  let document = documents.get(body.query);
  if (!document) documents.set(body.query, (document = parse(body.query, { noLocation: true })));
  const text = JSON.stringify(await execute({ schema, document, variableValues: { ...body.variables } }));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

// Both subgraphs, each on a port of its own, over the barest HTTP: they are the same for every gateway.
for (const name of SHOP_NAMES) {
  const schema = shopSchema(name);
  const server = createServer((request, response) => void answer(schema, request, response));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => console.log(`${name} ${(server.address() as { port: number }).port}`));
}
