import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type OperationDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { ACCESS, OUTSIDE_ROLES, OUTSIDE_TYPES } from '../../gateway/index.ts';
import { OperationAccess } from '../../gateway/operations/authorize.ts';
import type { Role } from '../../platform/auth/index.ts';

const schema = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../codegen/schema.graphql'), 'utf8'));
const ROLES: readonly Role[] = ['admin', 'analyst', 'ci', 'app', 'user', 'anonymous'];
const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;
const fieldsOf = (root: string) =>
  Object.values((schema.getType(root) as { getFields(): Record<string, GraphQLField<unknown, unknown>> }).getFields());
const everyPair = ROOTS.flatMap((root) =>
  fieldsOf(root).flatMap((field) => ROLES.map((role) => ({ root, field, role }))),
);
const access = new OperationAccess();

/** The code with which an operation is refused; undefined where it may run. */
function refusedWith(text: string, ...roles: Role[]): string | undefined {
  const document = parse(text);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )!;
  try {
    access.check(schema, document, operation, { id: 'somebody', roles });
    return undefined;
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
}
const rootOperation = (root: (typeof ROOTS)[number], field: string, selection = '{ __typename }') =>
  `${root.toLowerCase()} { ${field} ${isCompositeType(getNamedType(fieldNamed(root, field).type)) ? selection : ''} }`;
const fieldNamed = (root: string, name: string) => fieldsOf(root).find((field) => field.name === name)!;

describe('the table of access', () => {
  it('has a row for every root field of the public schema and for nothing else', () => {
    for (const root of ROOTS)
      expect(Object.keys(ACCESS[root]).toSorted()).toEqual(
        fieldsOf(root)
          .map(({ name }) => name)
          .toSorted(),
      );
  });

  it('gives a build server no word that a user said, by whatever way it comes to a version', () => {
    const asked = [
      '{ modelVersion(id: "v") { replay(first: 1) { turns } } }',
      '{ champion(assistantId: "a") { snapshot { examples(first: 1) { edges { cursor } } } } }',
      '{ trainingRun(id: "r") { modelVersion { replay(first: 1) { turns } } } }',
    ];
    for (const operation of asked) {
      expect(refusedWith(operation, 'ci')).toBe('FORBIDDEN');
      expect(refusedWith(operation, 'analyst')).toBeUndefined();
      expect(refusedWith(operation, 'ci', 'analyst')).toBeUndefined();
      expect(refusedWith(operation, 'admin')).toBeUndefined();
    }
    expect(refusedWith('{ champion(assistantId: "a") { snapshot { exampleCount } } }', 'ci')).toBeUndefined();
  });

  it('names only types and fields that there are', () => {
    const missing = Object.entries(OUTSIDE_TYPES).flatMap(([type, cut]) => {
      const fields = (schema.getType(type) as { getFields?(): object } | undefined)?.getFields?.();
      if (!fields) return [type];
      return cut === 'whole' ? [] : cut.filter((field) => !(field in fields)).map((field) => `${type}.${field}`);
    });
    expect(missing).toEqual([]);
  });

  it.each(everyPair)('$role on $root.$field.name', ({ root, field, role }) => {
    const isAllowed = ACCESS[root][field.name]?.includes(role) === true;
    const refused = role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    const expected = isAllowed ? undefined : refused;
    expect(refusedWith(rootOperation(root, field.name), role)).toBe(expected);
  });

  it('says of the roles what the contract says of them', () => {
    const allowed = (role: Role) =>
      ROOTS.flatMap((root) => Object.keys(ACCESS[root]).filter((name) => ACCESS[root][name]!.includes(role)));
    expect(allowed('admin')).toHaveLength(ROOTS.flatMap(fieldsOf).length);
    expect(allowed('anonymous')).toEqual(['viewer', 'startConversation']);
    const conversationToken = ['conversation', 'turn', 'sendMessage', 'submitFeedback', 'retractFeedback', 'turnAdded'];
    expect(allowed('user')).toEqual(expect.arrayContaining(conversationToken));
    expect(allowed('app')).toEqual(expect.arrayContaining([...conversationToken, 'startConversation']));
    expect(allowed('analyst').filter((name) => name in ACCESS.Mutation)).toEqual(['startConversation']);
    expect(fieldsOf('Query').every(({ name }) => ACCESS.Query[name]!.includes('analyst'))).toBe(true);
    expect(allowed('ci').filter((name) => name in ACCESS.Mutation)).toEqual([
      'startConversation',
      'requestRetraining',
      'cancelTrainingRun',
    ]);
  });
});

describe('what callers outside the staff see', () => {
  const insideFields = Object.values(schema.getTypeMap())
    .filter(
      (type) =>
        (isObjectType(type) || isInterfaceType(type)) &&
        !type.name.startsWith('__') &&
        !ROOTS.includes(type.name as never),
    )
    .flatMap((type) =>
      Object.keys((type as { getFields(): object }).getFields()).map((field) => ({ type: type.name, field })),
    );
  it.each(OUTSIDE_ROLES)('is the same below every root field, for %s', (role) => {
    const refused = role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    const tried = insideFields.flatMap((place) => {
      const way = wayTo(schema, role, place.type, place.field);
      return way ? [{ way, is: refusedWith(way, role), was: isSeen(place) ? undefined : refused }] : [];
    });
    expect(tried.length).toBeGreaterThan(50);
    expect(tried.filter(({ is, was }) => is !== was)).toEqual([]);
    expect(tried.filter(({ way }) => refusedWith(way, 'admin') !== undefined)).toEqual([]);
  });

  it.each(OUTSIDE_ROLES)('is id and number of a model version, for %s', (role) => {
    const fields = Object.keys(
      (schema.getType('ModelVersion') as { getFields(): object } & GraphQLNamedType).getFields(),
    );
    const seen = fields.filter((field) => {
      const way = wayTo(schema, role, 'ModelVersion', field);
      return way !== undefined && refusedWith(way, role) === undefined;
    });
    expect(seen).toEqual(['id', 'number']);
  });

  it('is found through fragments, aliases, @skip and @include', () => {
    const secret = 'artifactUri';
    const texts = [
      `query { conversation(id: "c") { assistant { champion { ${secret} } } } }`,
      `query { conversation(id: "c") { assistant { champion { number: ${secret} } } } }`,
      `query { conversation(id: "c") { assistant { champion { ${secret} @skip(if: true) } } } }`,
      `query { conversation(id: "c") { assistant { champion { ... @include(if: false) { ${secret} } } } } }`,
      `query { conversation(id: "c") { ...A } } fragment A on Conversation { assistant { ...B } } fragment B on Assistant { champion { ...C } } fragment C on ModelVersion { id ${secret} }`,
      `query { ...Q } fragment Q on Query { mine: conversation(id: "c") { id } theirs: trainingRuns(assistantId: "a", first: 1) { edges { cursor } } }`,
    ];
    expect(texts.filter((text) => refusedWith(text, 'user') !== 'FORBIDDEN')).toEqual([]);
    expect(
      refusedWith('query { conversation(id: "c") { assistant { champion { id number } } } }', 'user'),
    ).toBeUndefined();
  });

  it('includes introspection, for everybody', () => {
    for (const role of ROLES)
      expect(
        refusedWith(
          '{ __schema { types { name fields { name } } } __type(name: "ModelVersion") { name } __typename }',
          role,
        ),
      ).toBeUndefined();
  });

  it('is the sum of a caller’s roles', () => {
    expect(refusedWith('{ champion(assistantId: "a") { artifactUri } }', 'user', 'ci')).toBeUndefined();
    expect(refusedWith('mutation { approveModelVersion(input: {}) { __typename } }', 'user', 'ci')).toBe('FORBIDDEN');
  });

  it('is nothing for a role without a row', () => {
    expect(refusedWith('{ viewer { id } }', 'service')).toBe('FORBIDDEN');
  });
});

function isSeen({ type, field }: { type: string; field: string }): boolean {
  const cut = OUTSIDE_TYPES[type];
  return cut === 'whole' || cut?.includes(field) === true;
}

/** The shortest operation, through root fields that the role may use and types that it sees, to a field of a type; undefined where there is none. */
function wayTo(graph: GraphQLSchema, role: Role, type: string, field: string): string | undefined {
  interface Step {
    type: GraphQLNamedType;
    open: string;
    close: string;
  }
  const queue: Step[] = ROOTS.flatMap((root) =>
    fieldsOf(root)
      .filter(({ name }) => ACCESS[root][name]?.includes(role))
      .map((start) => ({
        type: getNamedType(start.type),
        open: `${root.toLowerCase()} { ${start.name} {`,
        close: '} }',
      })),
  );
  const seen = new Set<string>();
  for (let step = queue.shift(); step; step = queue.shift()) {
    const { type: at, open, close } = step;
    if (seen.has(at.name)) continue;
    seen.add(at.name);
    if (isUnionType(at) || isInterfaceType(at))
      for (const possible of graph.getPossibleTypes(at))
        queue.push({ type: possible, open: `${open} ... on ${possible.name} {`, close: `} ${close}` });
    if (!isObjectType(at) && !isInterfaceType(at)) continue;
    const fields = Object.values(at.getFields());
    const target = fields.find(({ name }) => name === field);
    if (at.name === type && target)
      return `${open} ${field} ${isCompositeType(getNamedType(target.type)) ? '{ __typename }' : ''} ${close}`;
    const cut = OUTSIDE_TYPES[at.name];
    for (const next of fields)
      if (isCompositeType(getNamedType(next.type)) && (cut === 'whole' || cut?.includes(next.name)))
        queue.push({ type: getNamedType(next.type), open: `${open} ${next.name} {`, close: `} ${close}` });
  }
  return undefined;
}
