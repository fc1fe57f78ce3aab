import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningMalha, SHAPES, startMalha } from '../kit/malha.ts';

const COMMITTED = path.resolve(import.meta.dirname, '../../codegen/schema.graphql');

describe.each(SHAPES)('the running gateway, with every role in %s process(es)', (shape) => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha(shape);
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  it('shows the schema that is committed, word for word', async () => {
    const introspected = await malha
      .graph()
      .data<IntrospectionQuery>(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }));
    const shown = printSchema(lexicographicSortSchema(buildClientSchema(introspected)));
    expect(`${shown.trimEnd()}\n`).toBe(readFileSync(COMMITTED, 'utf8'));
  });
});
