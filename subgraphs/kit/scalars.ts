import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** An instant as ISO 8601 text with a zone, milliseconds kept; a `Date` in code. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant as ISO 8601 text with a zone, e.g. `2026-11-22T14:30:00.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    // Reference resolvers over the network hand on what another subgraph already wrote as text.
    if (typeof value === 'string') return parseInstant(value).toISOString();
    throw new TypeError('A DateTime comes from a Date.');
  },
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

function parseInstant(value: unknown): Date {
  const instant = typeof value === 'string' && ISO_INSTANT.test(value) ? new Date(value) : undefined;
  if (!instant || Number.isNaN(instant.getTime()))
    throw new GraphQLError('A DateTime is ISO 8601 text with a zone, e.g. 2026-11-22T14:30:00Z.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  return instant;
}
