import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const contract = buildSchema(read('contract.graphql'));
const actual = buildSchema(read('../codegen/schema.graphql'), { assumeValidSDL: true });

/** An output may be stricter than promised, an input may ask less: `have` gives at least what `want` says. */
function fits(have: GraphQLType, want: GraphQLType): boolean {
  if (isNonNullType(want)) return isNonNullType(have) && fits(have.ofType, want.ofType);
  if (isNonNullType(have)) return fits(have.ofType, want);
  if (isListType(want)) return isListType(have) && fits(have.ofType, want.ofType);
  return !isListType(have) && have.toString() === want.toString();
}

function breaks(want: GraphQLNamedType, schema: GraphQLSchema): string[] {
  const have = schema.getType(want.name);
  if (!have) return [`${want.name} is missing`];
  if (have.constructor !== want.constructor) return [`${want.name} is a ${have.constructor.name}`];
  if (isEnumType(want) && isEnumType(have))
    return want.getValues().flatMap(({ name }) => (have.getValue(name) ? [] : [`${want.name}.${name} is missing`]));
  if (isUnionType(want) && isUnionType(have))
    return want
      .getTypes()
      .flatMap(({ name }) =>
        have.getTypes().some((member) => member.name === name) ? [] : [`${name} is not in ${want.name}`],
      );
  if ((isObjectType(want) && isObjectType(have)) || (isInterfaceType(want) && isInterfaceType(have)))
    return Object.values(want.getFields()).flatMap((field) => {
      const own = have.getFields()[field.name];
      const at = `${want.name}.${field.name}`;
      if (!own) return [`${at} is missing`];
      const promised = new Set(field.args.map(({ name }) => name));
      return [
        ...(fits(own.type, field.type) ? [] : [`${at}: ${own.type.toString()} does not keep ${field.type.toString()}`]),
        ...field.args.flatMap((argument) => {
          const ownArgument = own.args.find(({ name }) => name === argument.name);
          return ownArgument && fits(argument.type, ownArgument.type)
            ? []
            : [`${at}(${argument.name}) is missing or asks more`];
        }),
        ...own.args.flatMap(({ name, type, defaultValue }) =>
          isNonNullType(type) && defaultValue === undefined && !promised.has(name)
            ? [`${at}(${name}) is required`]
            : [],
        ),
      ];
    });
  if (isInputObjectType(want) && isInputObjectType(have)) {
    const promised = want.getFields();
    return [
      ...Object.values(promised).flatMap(({ name, type }) => {
        const own = have.getFields()[name];
        return own && fits(type, own.type) ? [] : [`${want.name}.${name} is missing or asks more`];
      }),
      ...Object.values(have.getFields()).flatMap(({ name, type, defaultValue }) =>
        isNonNullType(type) && defaultValue === undefined && !promised[name]
          ? [`${want.name}.${name} is required`]
          : [],
      ),
    ];
  }
  return [];
}

const promisedTypes = Object.values(contract.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

describe('the public schema keeps the contract', () => {
  it('reads a contract of some size', () => {
    expect(promisedTypes.length).toBeGreaterThan(80);
  });

  it.each(promisedTypes.map((type) => [type.name, type] as const))('%s', (_name, type) => {
    expect(breaks(type, actual)).toEqual([]);
  });

  it('notices a missing field', () => {
    const lesser = buildSchema('type PageInfo { hasNextPage: Boolean! } type Query { a: Int }');
    const pageInfo = contract.getType('PageInfo');
    expect(pageInfo && breaks(pageInfo, lesser)).toContain('PageInfo.endCursor is missing');
  });

  it('describes every public type and field', () => {
    const undescribed = Object.values(actual.getTypeMap()).flatMap((type) =>
      type.name.startsWith('__') || isSpecifiedScalarType(type)
        ? []
        : [
            ...(type.description || ['Query', 'Mutation', 'Subscription'].includes(type.name) ? [] : [type.name]),
            ...(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
              ? Object.values(type.getFields()).flatMap((field) =>
                  field.description ? [] : [`${type.name}.${field.name}`],
                )
              : []),
          ],
    );
    expect(undescribed).toEqual([]);
  });
});
