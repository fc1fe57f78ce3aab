import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, type DocumentNode, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as documents from '../../console/gql/graphql.ts';
import { DEFAULT_LIMITS } from '../../gateway/limits.ts';
import { measure } from '../../gateway/operations/measure.ts';

const schema = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../codegen/schema.graphql'), 'utf8'));
const operations = (Object.values(documents) as DocumentNode[]).flatMap((document) =>
  (document.definitions ?? []).flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [[definition.name?.value ?? '', document, definition] as [string, DocumentNode, OperationDefinitionNode]]
      : [],
  ),
);

describe('what the console asks for', () => {
  it('is read whole', () => {
    expect(operations.length).toBeGreaterThan(20);
  });

  it.each(operations)('%s is within what the gateway allows', (_name, document, operation) => {
    const { cost, depth, aliases, rootFields, selections } = measure(schema, document, operation, {
      first: 100,
      last: 100,
    });
    expect(cost).toBeLessThanOrEqual(DEFAULT_LIMITS.maxCost);
    expect(depth).toBeLessThanOrEqual(DEFAULT_LIMITS.maxDepth);
    expect(aliases).toBeLessThanOrEqual(DEFAULT_LIMITS.maxAliases);
    expect(selections).toBeLessThanOrEqual(DEFAULT_LIMITS.maxSelections);
    const { maxMutations, maxRootFields } = DEFAULT_LIMITS;
    const isMutation = operation.operation === OperationTypeNode.MUTATION;
    expect(rootFields).toBeLessThanOrEqual(isMutation ? maxMutations : maxRootFields);
  });
});
