export { type Act, type ActFact, actPerformed } from './act.ts';
export { Assistants, KNOWN_INTENTS } from './assistants.ts';
export * from './connection.ts';
export type { SubgraphContext } from './context.ts';
export * from './errors.ts';
export { inProcessSource } from './executor.ts';
export { drainable } from './http-drain.ts';
export { answerProbe } from './http-probe.ts';
export { serveSubgraph, type ServedSubgraph } from './http-server.ts';
export { httpSource } from './http-source.ts';
export { newId } from './id.ts';
export { earlierResult, idempotent, type IdempotentInput, type IdempotentUse } from './idempotency.ts';
export { Interval } from './interval.ts';
export { KeyedInput } from './keyed-input.ts';
export type { SubgraphRequest, SubgraphSource } from './request.ts';
export { Recent } from './recent.ts';
export * from './rooms.ts';
export { DateTime } from './scalars.ts';
export {
  buildSubgraph,
  type LoadReferences,
  openedByRoom,
  type OpenSubscription,
  type Subgraph,
  type SubgraphDefinition,
} from './schema.ts';
export { presentThenChanges, Topic } from './topic.ts';
export * from './user-error.ts';
