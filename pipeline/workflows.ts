import type { DBOSClient } from '@dbos-inc/dbos-sdk';
import type { Transaction } from '../platform/db/index.ts';
import type { Workflows } from '../subgraphs/models/index.ts';
import { QUEUES, WORKFLOWS } from './engine.ts';

/**
 * What models asks of the workflow engine, over a client that needs no executor in this process. A workflow is enqueued on the very
 * connection of the caller's transaction; its id is the run's or the version's, so that twice is once.
 */
export function workflowsOver(client: () => Promise<DBOSClient>): Workflows {
  return {
    async enqueueRetrain(tx, { id, assistantId }) {
      const options = {
        workflowName: WORKFLOWS.retrain,
        workflowID: id,
        queueName: QUEUES.retrain,
        queuePartitionKey: assistantId,
      };
      await (await client()).enqueueInTransaction(connectionOf(tx), options, { runId: id, assistantId });
    },
    async enqueueDeploy(tx, { id, approvedBy }) {
      const options = { workflowName: WORKFLOWS.deploy, workflowID: `deploy-${id}`, queueName: QUEUES.deploy };
      await (await client()).enqueueInTransaction(connectionOf(tx), options, { versionId: id, approvedBy });
    },
    async enqueueRefresh(tx, { id }) {
      const options = { workflowName: WORKFLOWS.refresh, queueName: QUEUES.deploy };
      await (await client()).enqueueInTransaction(connectionOf(tx), options, { versionId: id });
    },
    async cancel(runId) {
      await (await client()).cancelWorkflow(runId);
    },
  };
}

/** DBOS wants a `pg` client in an open transaction; kysely has one and shows it only through queries. */
function connectionOf(tx: Transaction): never {
  const query = async (text: string, parameters: unknown[] = []) => {
    const { rows } = await tx
      .withoutPlugins()
      .executeQuery({ sql: text, parameters, query: { kind: 'RawNode' } } as never);
    return { rows, rowCount: rows.length };
  };
  return { query } as never;
}
