import type { ApolloServer } from '@apollo/server';
import {
  type ExecutionResult,
  getVariableValues,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { OperationContext } from '../context.ts';
import { withRequestId } from '../request-id.ts';
import type { Seats } from '../seats.ts';
import type { FederatedSubscriptions } from '../subscriptions/federated-subscriptions.ts';
import type { Admission } from './admission.ts';
import { type Documents, requestError, RequestRefused, type ValidOperation } from './documents.ts';

/** An operation as a client sends it. */
export interface OperationRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that is valid and admitted, with whom it runs for. */
export interface AdmittedOperation extends ValidOperation {
  schema: GraphQLSchema;
  query: string;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
  context: OperationContext;
}

/** Operations of every kind for the ways in that are not plain HTTP: sockets and event streams. */
export class GraphOperations {
  readonly #parts: {
    schema: () => GraphQLSchema;
    documents: Documents;
    admission: Admission;
    server: ApolloServer<OperationContext>;
    subscriptions: FederatedSubscriptions;
    seats: Seats;
  };

  constructor(parts: {
    /** The present API schema. */
    schema: () => GraphQLSchema;
    documents: Documents;
    admission: Admission;
    server: ApolloServer<OperationContext>;
    subscriptions: FederatedSubscriptions;
    seats: Seats;
  }) {
    this.#parts = parts;
  }

  /**
   * @throws RequestRefused for a request that is wrong in itself.
   * @throws GraphQLError where it may not run (UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT).
   */
  prepare({ query, operationName, variables }: OperationRequest, context: OperationContext): AdmittedOperation {
    const { documents, admission } = this.#parts;
    const schema = this.#parts.schema();
    const name = operationName ?? undefined;
    const { document, operation } = documents.read(schema, query, name);
    const given = declared(operation, variables ?? {});
    admission.admit({ schema, document, operation, variables: given, identity: context.identity });
    const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 20 });
    if (coerced.errors) throw new RequestRefused(coerced.errors.map(requestError));
    return { schema, document, operation, query, operationName: name, variables: given, context };
  }

  /**
   * One answer for a query or mutation, an iterator of answers for a subscription. All errors in answers are masked.
   * @throws GraphQLError RATE_LIMITED where the caller has as many subscriptions open as it may.
   */
  async run(admitted: AdmittedOperation): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
    const { query, operationName, variables, context, operation } = admitted;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) return this.#subscribe(admitted);
    const { body } = await withRequestId(context.requestId, () =>
      this.#parts.server.executeOperation(
        { query, variables: { ...variables }, ...(operationName && { operationName }) },
        { contextValue: context },
      ),
    );
    if (body.kind !== 'single') throw new Error('Apollo Gateway does not answer incrementally');
    return body.singleResult as ExecutionResult;
  }

  #subscribe(admitted: AdmittedOperation): AsyncIterableIterator<ExecutionResult> {
    const leave = this.#parts.seats.subscription(admitted.context);
    try {
      return this.#parts.subscriptions.subscribe(admitted, leave);
    } catch (error) {
      leave();
      throw error;
    }
  }
}

/** Those variables that the operation declares: the rest is no part of what is asked, and may be anything of any size. */
function declared(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]),
  );
}
