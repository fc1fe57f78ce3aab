import type { DBOSClient } from '@dbos-inc/dbos-sdk';
import type { ClientBase } from 'pg';
import { pgClientOf, type Transaction } from '../platform/db/index.ts';
import type { Workflows } from '../subgraphs/models/index.ts';
import { APPLICATION_VERSION, QUEUES, WORKFLOWS } from './engine.ts';

/**
 * What models asks of the workflow engine, over a client that needs no executor in this process. A workflow is enqueued on the very
 * connection of the caller's transaction; its id is the run's or the version's, so that twice is once.
 */
export function workflowsOver(client: () => Promise<DBOSClient>): Workflows {
  async function enqueue(tx: Transaction, options: EnqueueOptions, input: object): Promise<void> {
    // DBOS asks for a whole client and uses its `query` alone.
    const connection = pgClientOf(tx) as unknown as ClientBase;
    const engine = await client();
    await engine.enqueueInTransaction(connection, { ...options, appVersion: APPLICATION_VERSION }, input);
  }
  return {
    enqueueRetrain: (tx, { id, assistantId }) =>
      enqueue(
        tx,
        {
          workflowName: WORKFLOWS.retrain,
          workflowID: id,
          queueName: QUEUES.retrain,
          queuePartitionKey: assistantId,
        },
        { runId: id, assistantId },
      ),
    enqueueDeploy: (tx, { id, approvedBy }) =>
      enqueue(
        tx,
        { workflowName: WORKFLOWS.deploy, workflowID: `deploy-${id}`, queueName: QUEUES.deploy },
        { versionId: id, approvedBy },
      ),
    // No id of its own: a version's evidence may be renewed again and again.
    enqueueRefresh: (tx, { id }) =>
      enqueue(tx, { workflowName: WORKFLOWS.refresh, queueName: QUEUES.deploy }, { versionId: id }),
    async cancel(runId) {
      await (await client()).cancelWorkflow(runId, { cancelChildren: true });
    },
  };
}

type EnqueueOptions = Parameters<DBOSClient['enqueueInTransaction']>[1];
