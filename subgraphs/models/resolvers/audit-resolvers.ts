import { Args, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type Connection, pageRequest, toConnection } from '../../kit/index.ts';
import type { ChainCheck } from '../audit-log.ts';
import type { Reader } from '../reader.ts';
import type { AuditRow } from '../store/tables.ts';
import { AuditChain, AuditEntry, AuditEntryConnection, AuditLogArgs } from '../types/audit-types.ts';

interface LogPage extends Connection<AuditRow> {
  assistantId: string | null;
}

@Resolver(() => AuditEntryConnection)
export class AuditResolver {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  @Query(() => AuditEntryConnection, {
    description: 'What people and policies did that concerns an assistant, the last written first.',
  })
  async auditLog(@Args(() => AuditLogArgs) { assistantId, first, after, filter }: AuditLogArgs): Promise<LogPage> {
    const page = pageRequest<readonly [number]>({ first, after }, ['index']);
    const rows = await this.#reader.pageOfAuditEntries({ assistantId: assistantId ?? '', filter: filter ?? {} }, page);
    return {
      ...toConnection(rows, page, { key: ({ sequence }) => [sequence], node: (row) => row }),
      assistantId: assistantId ?? null,
    };
  }

  @FieldResolver(() => AuditChain, {
    description: 'Whether the whole log, not this page alone, is as it was written. Reads all of it.',
  })
  chain(@Root() { assistantId }: LogPage): Promise<ChainCheck> {
    return this.#reader.checkChain(assistantId);
  }
}

@Resolver(() => AuditEntry)
export class AuditEntryFields {
  @FieldResolver(() => String, { nullable: true })
  assistantId(@Root() { assistantId }: AuditRow): string | null {
    return assistantId || null;
  }
}
