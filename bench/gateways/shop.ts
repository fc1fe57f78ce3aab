import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const SDL = {
  products: `${LINK}
    type Product @key(fields: "id") { id: ID! name: String! price: Int! }
    type Query { products(from: Int!, first: Int!): [Product!]! }`,
  stock: `${LINK}
    type Product @key(fields: "id") { id: ID! inStock: Int warehouse: String }`,
};
export type ShopName = keyof typeof SDL;
export const SHOP_NAMES = Object.keys(SDL) as ShopName[];

/** The request of the benchmark: ten entities of one subgraph, joined with fields of another. */
export const QUERY =
  'query Products($from: Int!) { products(from: $from, first: 10) { id name price inStock warehouse } }';

/** A subgraph that does next to nothing, so that what is measured is the gateway. */
export function shopSchema(name: ShopName): GraphQLSchema {
  const resolvers = {
    products: {
      Query: {
        products: (_: unknown, { from, first }: { from: number; first: number }) =>
          Array.from({ length: first }, (__, i) => ({
            id: `p${from + i}`,
            name: `Product ${from + i}`,
            price: from + i,
          })),
      },
    },
    stock: {
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({ id, inStock: id.length, warehouse: `Warehouse of ${id}` }),
      },
    },
  };
  return buildSubgraphSchema([{ typeDefs: parse(SDL[name]), resolvers: resolvers[name] as never }]);
}

export function shopSupergraph(urls: Readonly<Record<ShopName, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    SHOP_NAMES.map((name) => ({ name, url: urls[name], typeDefs: parse(SDL[name]) })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
