// Writes codegen/: each subgraph's SDL, the supergraph, and the API schema as the gateway shows it. With --check, only compares.
import 'reflect-metadata';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { composeServices } from '@apollo/composition';
import { buildSubgraphs } from '../boot/subgraphs.ts';

const FOLDER = path.resolve(import.meta.dirname);
const isCheck = process.argv.includes('--check');

const subgraphs = buildSubgraphs();
const { supergraphSdl, errors, hints } = composeServices(
  subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(sdl) })),
);
for (const { message } of hints ?? []) console.warn(`hint: ${message}`);
if (errors || !supergraphSdl)
  throw new Error(`the subgraphs do not compose:\n${errors?.map(({ message }) => message).join('\n')}`);

const apiSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
const files: Record<string, string> = {
  ...Object.fromEntries(subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, sdl])),
  'supergraph.graphql': supergraphSdl,
  'schema.graphql': printSchema(lexicographicSortSchema(apiSchema)),
};

const stale = Object.entries(files).filter(([file, text]) => {
  const target = path.join(FOLDER, file);
  return !existsSync(target) || readFileSync(target, 'utf8') !== `${text.trimEnd()}\n`;
});
if (isCheck) {
  for (const [file] of stale) console.error(`codegen/${file} is stale: run npm run codegen`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(path.join(FOLDER, 'subgraphs'), { recursive: true });
  for (const [file, text] of stale) writeFileSync(path.join(FOLDER, file), `${text.trimEnd()}\n`);
  console.log(stale.length > 0 ? `written: ${stale.map(([file]) => file).join(', ')}` : 'nothing has changed');
}
