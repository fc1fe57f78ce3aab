import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Identity } from '../../platform/auth/index.ts';
import { refusal } from '../errors.ts';
import type { GatewayLimits } from '../limits.ts';
import { OperationAccess } from './authorize.ts';
import { measure, type Measure } from './measure.ts';

/** A valid operation that asks to be run. */
export interface Applicant {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
  identity: Identity;
}

/** Lets an operation run, or not: who may (`access.ts`), and how much (`limits.ts`). */
export class Admission {
  readonly #access = new OperationAccess();
  readonly #constantMeasures = new WeakMap<OperationDefinitionNode, Measure>();
  readonly #limits: GatewayLimits;

  constructor(limits: GatewayLimits) {
    this.#limits = limits;
  }

  /** @throws GraphQLError UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
  admit({ schema, document, operation, variables, identity }: Applicant): void {
    this.#access.check(schema, document, operation, identity);
    const { depth, rootFields, aliases, selections, cost } = this.#measured(schema, document, operation, variables);
    const { maxDepth, maxRootFields, maxMutations, maxAliases, maxSelections, maxCost } = this.#limits;
    const isMutation = operation.operation === OperationTypeNode.MUTATION;
    if (depth > maxDepth) throw tooLarge(`is nested ${depth} levels deep`, maxDepth);
    if (rootFields > maxRootFields) throw tooLarge(`has ${rootFields} root fields`, maxRootFields);
    if (isMutation && rootFields > maxMutations) throw tooLarge(`has ${rootFields} mutations`, maxMutations);
    if (selections > maxSelections) throw tooLarge(`has ${selections} selections`, maxSelections);
    if (aliases > maxAliases) throw tooLarge(`has ${aliases} aliases`, maxAliases);
    if (cost > maxCost) throw tooLarge(`may ask for ${cost} objects`, maxCost);
  }

  #measured(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): Measure {
    const known = this.#constantMeasures.get(operation);
    if (known) return known;
    const measured = measure(schema, document, operation, variables);
    if (measured.isConstant) this.#constantMeasures.set(operation, measured);
    return measured;
  }
}

function tooLarge(what: string, limit: number) {
  return refusal('BAD_USER_INPUT', `The operation ${what}; the limit is ${limit}.`, { status: 400 });
}
