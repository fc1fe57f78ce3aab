/** How much one request, one caller and one socket may ask for. */
export interface GatewayLimits {
  maxBodyBytes: number;
  /** Characters of the GraphQL text: texts are remembered. What is long belongs into variables. */
  maxTextLength: number;
  /** Tokens of the GraphQL text, before it is parsed whole. */
  maxTokens: number;
  /** Names in it outside of arguments, which are fields above all: to validate one takes long. */
  maxNames: number;
  /** Brackets within brackets in the GraphQL text: whoever reads it recurses into them. */
  maxNesting: number;
  /** Nested selections; introspection is not counted. */
  maxDepth: number;
  maxRootFields: number;
  /** Root fields of a mutation: each writes, and a rate counts operations. */
  maxMutations: number;
  maxAliases: number;
  /** Fields and fragments, written out: what a query plan is made of. */
  maxSelections: number;
  /** Objects that an answer may have, estimated (`operations/measure.ts`). */
  maxCost: number;
  /** Operations of one identity. */
  ratePerSecond: number;
  /** Operations from one address, whoever asks. */
  addressRatePerSecond: number;
  /** Operations from one address without a valid token. */
  anonymousRatePerSecond: number;
  /** As many at once as a rate gives in this time. */
  burstSeconds: number;
  maxOperationsPerSocket: number;
  /** Subscriptions that one identity holds open, over sockets and event streams together. */
  subscriptionsPerCaller: number;
  /** The same of an identity that is good for one conversation only: anyone may get one. */
  subscriptionsPerBoundCaller: number;
  subscriptionsPerAddress: number;
  socketsPerAddress: number;
}

export const DEFAULT_LIMITS: GatewayLimits = {
  maxBodyBytes: 1024 * 1024,
  maxTextLength: 64 * 1024,
  maxTokens: 10_000,
  maxNames: 1_000,
  maxNesting: 200,
  maxDepth: 20,
  maxRootFields: 30,
  maxMutations: 5,
  maxAliases: 100,
  maxSelections: 2_000,
  maxCost: 20_000,
  ratePerSecond: 1_000,
  addressRatePerSecond: 1_000,
  anonymousRatePerSecond: 50,
  burstSeconds: 5,
  maxOperationsPerSocket: 200,
  subscriptionsPerCaller: 1_000,
  subscriptionsPerBoundCaller: 100,
  subscriptionsPerAddress: 2_000,
  socketsPerAddress: 2_000,
};
