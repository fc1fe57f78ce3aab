/** How much one request, one caller and one socket may ask for. */
export interface GatewayLimits {
  maxBodyBytes: number;
  /** Tokens of the GraphQL text, before it is parsed whole. */
  maxTokens: number;
  /** Brackets within brackets in the GraphQL text: whoever reads it recurses into them. */
  maxNesting: number;
  /** Nested selections; introspection is not counted. */
  maxDepth: number;
  maxRootFields: number;
  maxAliases: number;
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
  maxTokens: 10_000,
  maxNesting: 200,
  maxDepth: 20,
  maxRootFields: 30,
  maxAliases: 100,
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
