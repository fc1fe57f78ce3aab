import { z } from 'zod';

/** The shape of `entity-types.json`; whether each is sound is for the room to say that takes them. */
export const entityTypesFile = z.array(
  z.strictObject({
    name: z.string(),
    kind: z.enum(['LIST', 'PATTERN', 'BUILT_IN', 'LEARNED']),
    values: z
      .array(z.strictObject({ value: z.string(), synonyms: z.array(z.string()), language: z.string().exactOptional() }))
      .exactOptional(),
    pattern: z.string().exactOptional(),
    builtIn: z.literal('DATE').exactOptional(),
  }),
);
