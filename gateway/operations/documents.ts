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
/** Characters of them together, and one more each. */
const TEXT_KEPT = 8_000_000;

/** What a GraphQL text may be, before it is parsed. */
export type TextLimits = Pick<GatewayLimits, 'maxTextLength' | 'maxNesting' | 'maxNames'>;

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
  readonly #known = new LRUCache<string, DocumentNode>({
    max: DOCUMENTS_KEPT,
    maxSize: TEXT_KEPT,
    sizeCalculation: (_document, text) => text.length + 1,
  });
  readonly #limits: GatewayLimits;
  #schema: GraphQLSchema | undefined;

  constructor(limits: GatewayLimits) {
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
    const { maxTokens } = this.#limits;
    checkText(query, this.#limits);
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

// Brackets and names count only outside of strings and comments. What is not closed matches too, up to where it must have been: a pattern
// that failed there would be tried again from every quotation mark, in quadratic time.
const LOOKED_AT = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|#[^\n]*|[{}[\]()]|[A-Za-z_]\w*/g;

/**
 * Looks at a text before it is parsed: parsing and validating recurse, and one bracket too many would end in an exhausted stack.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function checkText(text: string, { maxTextLength, maxNesting, maxNames }: TextLimits): void {
  if (text.length > maxTextLength) throw refusedText(`has ${text.length} characters`, maxTextLength);
  let open = 0;
  let withinArguments = 0;
  let names = 0;
  for (const [token] of text.matchAll(LOOKED_AT)) {
    if ('{[('.includes(token)) open++;
    else if ('}])'.includes(token)) open--;
    else if (withinArguments === 0 && !'"#'.includes(token.charAt(0))) names++;
    if (token === '(') withinArguments++;
    else if (token === ')') withinArguments--;
    if (open > maxNesting) throw refusedText(`nests its brackets ${open} deep`, maxNesting);
    if (names > maxNames) throw refusedText(`asks for ${names} fields or more`, maxNames);
  }
}

function refusedText(what: string, limit: number): GraphQLError {
  return refusal('BAD_USER_INPUT', `The text ${what}; the limit is ${limit}.`, { status: 400 });
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
