import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldOf, type Fragments, fragmentsOf } from './fields.ts';

/** How large an operation is. */
export interface Measure {
  depth: number;
  rootFields: number;
  aliases: number;
  /** Fields, and the fragments that hold them: a query plan may be as large as what they stand for. */
  selections: number;
  /** Objects in the largest answer: a page counts as long as was asked for, another list as `ASSUMED_LENGTH`. */
  cost: number;
  /** True where `cost` is the same for all variables. */
  isConstant: boolean;
}

const ASSUMED_LENGTH = 10;
const MAX_PAGE = 100;
const PAGE_ARGUMENTS = new Set(['first', 'last', 'limit']);
/** Objects in a description of the whole schema, or of one type: about as many as ours has. */
const DESCRIBED = new Map([
  ['__schema', 5_000],
  ['__type', 200],
]);
const NOTHING: Measure = { depth: 0, rootFields: 0, aliases: 0, selections: 0, cost: 0, isConstant: true };

/** Measures a valid operation with its fragments written out (each is measured once, so nesting them costs nothing here). Introspection has no depth: graphql-js bounds that. */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Measure {
  const root = schema.getRootType(operation.operation);
  return root
    ? new Ruler(schema, fragmentsOf(document), variables).selections(operation.selectionSet, root, false)
    : NOTHING;
}

class Ruler {
  readonly #fragmentMeasures = new Map<string, Measure>();
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #variables: Readonly<Record<string, unknown>>;

  constructor(schema: GraphQLSchema, fragments: Fragments, variables: Readonly<Record<string, unknown>>) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  /** `isPage`: the parent's page size already counts for the list of edges or nodes directly below. */
  selections({ selections }: SelectionSetNode, parent: GraphQLNamedType, isPage: boolean): Measure {
    return selections
      .map((selection): Measure => {
        if (selection.kind === Kind.FIELD) return this.#field(selection, parent, isPage);
        if (selection.kind === Kind.FRAGMENT_SPREAD) return oneMore(this.#fragment(selection.name.value, isPage));
        const on = selection.typeCondition && this.#schema.getType(selection.typeCondition.name.value);
        return oneMore(this.selections(selection.selectionSet, on ?? parent, isPage));
      })
      .reduce(together, NOTHING);
  }

  #fragment(name: string, isPage: boolean): Measure {
    const key = `${name} ${isPage}`;
    let known = this.#fragmentMeasures.get(key);
    if (!known) {
      const fragment = this.#fragments.get(name);
      const on = fragment && this.#schema.getType(fragment.typeCondition.name.value);
      known = fragment && on ? this.selections(fragment.selectionSet, on, isPage) : NOTHING;
      this.#fragmentMeasures.set(key, known);
    }
    return known;
  }

  #field(node: FieldNode, parent: GraphQLNamedType, isPage: boolean): Measure {
    const self = { rootFields: 1, aliases: node.alias ? 1 : 0, selections: 1 };
    const field = fieldOf(this.#schema, parent, node.name.value);
    if (!field) return { ...NOTHING, ...self };
    const type = getNamedType(field.type);
    const isMeta = node.name.value.startsWith('__');
    if (!isCompositeType(type) || !node.selectionSet) return { ...NOTHING, ...self, depth: isMeta ? 0 : 1 };
    const described = DESCRIBED.get(node.name.value);
    if (described) {
      const { aliases, selections } = this.selections(node.selectionSet, type, false);
      // Without an alias nothing is described twice; with them a short text could ask for the schema thousands of times.
      return { ...NOTHING, ...self, selections: 1 + selections, cost: described * (1 + aliases) };
    }
    const page = this.#pageSize(node);
    const below = this.selections(node.selectionSet, type, page !== undefined);
    const length = page?.size ?? (isListType(getNullableType(field.type)) && !isPage ? ASSUMED_LENGTH : 1);
    return {
      rootFields: 1,
      aliases: self.aliases + below.aliases,
      selections: 1 + below.selections,
      depth: 1 + below.depth,
      cost: length * (1 + below.cost),
      isConstant: below.isConstant && page?.isVariable !== true,
    };
  }

  #pageSize({ arguments: given = [] }: FieldNode): { size: number; isVariable: boolean } | undefined {
    const argument = given.find(({ name }) => PAGE_ARGUMENTS.has(name.value));
    if (!argument) return undefined;
    const isVariable = argument.value.kind === Kind.VARIABLE;
    const value =
      argument.value.kind === Kind.VARIABLE
        ? this.#variables[argument.value.name.value]
        : argument.value.kind === Kind.INT && Number(argument.value.value);
    // A page that is too long is refused by its room; here it only must not count as nothing.
    return { size: typeof value === 'number' && value >= 0 ? Math.max(1, value) : MAX_PAGE, isVariable };
  }
}

/** A fragment counts beside what it holds. */
function oneMore(held: Measure): Measure {
  return { ...held, selections: 1 + held.selections };
}

function together(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    rootFields: a.rootFields + b.rootFields,
    aliases: a.aliases + b.aliases,
    selections: a.selections + b.selections,
    cost: a.cost + b.cost,
    isConstant: a.isConstant && b.isConstant,
  };
}
