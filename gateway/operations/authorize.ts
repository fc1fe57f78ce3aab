import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Identity, Role } from '../../platform/auth/index.ts';
import { ACCESS, OUTSIDE_ROLES, OUTSIDE_TYPES, READERS, READERS_ONLY } from '../access.ts';
import { refusal } from '../errors.ts';
import { type UsedField, usedFields } from './fields.ts';

const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** True where one of the roles may use a root field. The admin may use all of them, listed or not. */
export function mayUse(roles: readonly Role[], root: keyof typeof ACCESS, field: string): boolean {
  return roles.some((role) => role === 'admin' || ACCESS[root][field]?.includes(role));
}

/** True where one of the roles may select a field below the root. */
export function maySelect(roles: readonly Role[], type: string, field: string): boolean {
  if (READERS_ONLY[type]?.includes(field)) return roles.some((role) => READERS.includes(role));
  if (roles.some((role) => !OUTSIDE_ROLES.includes(role))) return true;
  const cut = OUTSIDE_TYPES[type];
  return cut === 'whole' || cut?.includes(field) === true;
}

/** Says whether an identity may run an operation. Decisions are kept per operation and set of roles, as long as the document is. */
export class OperationAccess {
  readonly #decisions = new WeakMap<OperationDefinitionNode, Map<string, GraphQLError | undefined>>();

  /** @throws GraphQLError UNAUTHENTICATED for an anonymous caller, FORBIDDEN for a known one. */
  check(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, { roles }: Identity): void {
    let decisions = this.#decisions.get(operation);
    if (!decisions) this.#decisions.set(operation, (decisions = new Map()));
    const key = roles.join(' ');
    let refused = decisions.get(key);
    if (!decisions.has(key)) decisions.set(key, (refused = decide(schema, document, operation, roles)));
    if (refused) throw refused;
  }
}

function decide(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  roles: readonly Role[],
): GraphQLError | undefined {
  const root = ROOTS[operation.operation];
  const rootType = schema.getRootType(operation.operation)?.name;
  const isAllowed = ({ type, field }: UsedField) =>
    type === rootType ? mayUse(roles, root, field) : maySelect(roles, type, field);
  const denied = usedFields(schema, document, operation).find((used) => !isAllowed(used));
  if (!denied) return undefined;
  const where = `${denied.type}.${denied.field}`;
  return roles.every((role) => role === 'anonymous')
    ? refusal('UNAUTHENTICATED', `${where} needs a token.`, { status: 401 })
    : refusal('FORBIDDEN', `The role ${roles.join(', ')} may not use ${where}.`, { status: 403 });
}
