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
import type { GatewayLimits } from '../limits.ts';

const DOCUMENTS_KEPT = 1_000;

type TextLimits = Pick<GatewayLimits, 'maxTokens' | 'maxNesting'>;

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
  readonly #limits: TextLimits;
  #schema: GraphQLSchema | undefined;

  constructor(limits: TextLimits) {
    this.#limits = limits;
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
    const { maxTokens, maxNesting } = this.#limits;
    checkNesting(query, maxNesting);
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens });
    } catch (error) {
      throw new RequestRefused([error instanceof GraphQLError ? requestError(error) : error]);
    }
    const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
    if (errors.length > 0) throw new RequestRefused(errors.map(requestError));
    return document;
  }
}

// Brackets count only outside of strings and comments. What is not closed matches too, up to where it must have been: a pattern that
// failed there would be tried again from every quotation mark, in quadratic time.
const STRING_COMMENT_OR_BRACKET = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|#[^\n]*|[{}[\]()]/g;

/**
 * Looks at a text before it is parsed: parsing and validating recurse, and one bracket too many would end in an exhausted stack.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function checkNesting(text: string, maxNesting: number): void {
  let open = 0;
  for (const [token] of text.matchAll(STRING_COMMENT_OR_BRACKET)) {
    if ('{[('.includes(token)) open++;
    else if ('}])'.includes(token)) open--;
    if (open > maxNesting)
      throw refusal('BAD_USER_INPUT', `The text nests its brackets more than ${maxNesting} deep.`, { status: 400 });
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
