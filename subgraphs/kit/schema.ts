import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync, createResolversMap } from 'type-graphql';
import type { SubgraphContext } from './context.ts';
import { invariant } from './errors.ts';
import { DateTime } from './scalars.ts';
import { InputError } from './user-error.ts';

const FEDERATION_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible"])\n';

// type-graphql asks for one even where every subscription brings its own `subscribe`, as all of ours do.
const UNUSED_PUBSUB: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish: () => invariant(false, 'subscriptions publish through a Topic'),
  subscribe: () => invariant(false, 'subscriptions name their own `subscribe`'),
} as never;

/** One subgraph: what composition reads (`sdl`) and what runs (`schema`), built when somebody asks for the first time. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Federation 2.9 SDL, with its `@link`. */
  readonly sdl: string;
}
type Built = Pick<Subgraph, 'schema' | 'sdl'>;

/** Loads the objects behind entity keys, all of a request at once; a key with nothing behind it is left out of the map. */
export type LoadReferences = (ids: readonly string[]) => Promise<ReadonlyMap<string, object>>;

export interface SubgraphDefinition {
  name: string;
  /** Resolver instances: constructed by the room with what they need. */
  resolvers: readonly object[];
  /** Entity name → batch loader by `id`. */
  references?: Readonly<Record<string, LoadReferences>>;
  /** Types that are reached only through an interface or a union. */
  orphanedTypes?: readonly Class[];
  /** Entities of other rooms to which this one adds fields, by GraphQL name: the reference itself is the object. */
  stubs?: Readonly<Record<string, Class>>;
  /** Subscription field → how it is opened. Its resolver method, decorated with `openedByRoom`, turns an event into what is shown. */
  subscriptions?: Readonly<Record<string, OpenSubscription>>;
}
/** Opens one subscription; a rejection is the request's error. Listening has begun when it resolves. */
export type OpenSubscription = (
  args: never,
  context: SubgraphContext,
) => AsyncIterableIterator<unknown> | Promise<AsyncIterableIterator<unknown>>;

/** `subscribe` of a `@Subscription`: a decorator knows no instance, so the room opens it through `subscriptions` of `buildSubgraph`. */
export function openedByRoom(): never {
  throw new Error('invariant: the room names no way to open this subscription');
}

type Class = abstract new (...parameters: never[]) => object;

/** A room's schema from its resolver instances, with reference resolvers that batch per request. */
export function buildSubgraph(definition: SubgraphDefinition): Subgraph {
  let built: Built | undefined;
  const once = () => (built ??= build(definition));
  return {
    name: definition.name,
    get schema() {
      return once().schema;
    },
    get sdl() {
      return once().sdl;
    },
  };
}

function build({
  resolvers,
  references = {},
  orphanedTypes = [],
  stubs = {},
  subscriptions = {},
}: SubgraphDefinition): Built {
  const instances = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const base = buildSchemaSync({
    resolvers: [...instances.keys()] as unknown as BuildSchemaOptions['resolvers'],
    orphanedTypes: [InputError, ...orphanedTypes, ...Object.values(stubs)] as Function[],
    container: { get: (resolver) => instances.get(resolver) },
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validate: false,
    pubSub: UNUSED_PUBSUB,
    // Federation's directives are not known to graphql-js; composition checks the whole.
    skipCheck: true,
  });
  const sdl = FEDERATION_LINK + printSubgraphSchema(base);
  const resolverMap = createResolversMap(base) as Record<string, Record<string, unknown>>;
  for (const [type, loadMany] of Object.entries(references))
    resolverMap[type] = { ...resolverMap[type], __resolveReference: batchedReference(loadMany) };
  for (const type of Object.keys(stubs))
    resolverMap[type] = { ...resolverMap[type], __resolveReference: (reference: object) => reference };
  for (const [field, open] of Object.entries(subscriptions))
    resolverMap['Subscription'] = {
      ...resolverMap['Subscription'],
      [field]: {
        ...(resolverMap['Subscription']?.[field] as object | undefined),
        subscribe: (_root: unknown, args: unknown, context: SubgraphContext) => open(args as never, context),
      },
    };
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolverMap as never }]);
  return { schema, sdl };
}

function batchedReference(loadMany: LoadReferences) {
  return (reference: { id: string }, { batches }: SubgraphContext) => batches.load(loadMany, reference.id);
}
