import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { refusal } from '../errors.ts';

const DOCUMENTS_KEPT = 1_000;

/** A text that was parsed and validated, with the operation to run. */
export interface ValidOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** The request itself is wrong; `errors` say why. */
export class RequestRefused extends Error {
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super('the request was refused');
    this.name = 'RequestRefused';
    this.errors = errors;
  }
}

/** Parses and validates each text once per schema, for the ways in that Apollo Server does not serve. */
export class Documents {
  readonly #known = new LRUCache<string, DocumentNode>({ max: DOCUMENTS_KEPT });
  readonly #maxTokens: number;
  #schema: GraphQLSchema | undefined;

  constructor({ maxTokens }: { maxTokens: number }) {
    this.#maxTokens = maxTokens;
  }

  /** @throws RequestRefused with every error of the text; GraphQLError BAD_USER_INPUT where it has no such operation. */
  read(schema: GraphQLSchema, query: string, operationName: string | undefined): ValidOperation {
    if (schema !== this.#schema) {
      this.#known.clear();
      this.#schema = schema;
    }
    let document = this.#known.get(query);
    if (!document) this.#known.set(query, (document = this.#parsed(schema, query)));
    const operation = getOperationAST(document, operationName);
    if (!operation) throw noSuchOperation();
    return { document, operation };
  }

  #parsed(schema: GraphQLSchema, query: string): DocumentNode {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: this.#maxTokens });
    } catch (error) {
      throw new RequestRefused([error instanceof GraphQLError ? requestError(error) : error]);
    }
    const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
    if (errors.length > 0) throw new RequestRefused(errors.map(requestError));
    return document;
  }
}

/** A document of several operations, and none of them chosen. */
export function noSuchOperation(): GraphQLError {
  return refusal('BAD_USER_INPUT', 'Name one of the operations of the document.', { status: 400 });
}

/** An error of graphql-js about the request, coded as such. */
export function requestError(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
