import type { DBOSClient } from '@dbos-inc/dbos-sdk';
import type { ClientBase } from 'pg';
import { pgClientOf, type Transaction } from '../platform/db/index.ts';
import type { Workflows } from '../subgraphs/models/index.ts';
import { APPLICATION_VERSION, QUEUES, WORKFLOWS } from './engine.ts';
import type { Approved } from './faces.ts';
import { deployWorkflowId, refreshWorkflowId } from './lost-decisions.ts';

/**
 * What models asks of the workflow engine, over a client that needs no executor in this process. A workflow is enqueued on the very
 * connection of the caller's transaction; its id is that of the run or of the decision, so that twice is once.
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
    enqueueDeploy(tx, { id: approvalId, versionId, by: approvedBy }) {
      const workflowID = deployWorkflowId({ versionId, approvalId });
      const input: Approved = { versionId, approvalId, approvedBy };
      return enqueue(tx, { workflowName: WORKFLOWS.deploy, workflowID, queueName: QUEUES.deploy }, input);
    },
    enqueueRefresh(tx, refresh) {
      const workflowID = refreshWorkflowId(refresh);
      return enqueue(tx, { workflowName: WORKFLOWS.refresh, workflowID, queueName: QUEUES.deploy }, refresh);
    },
    async cancel(runId) {
      await (await client()).cancelWorkflow(runId, { cancelChildren: true });
    },
  };
}

type EnqueueOptions = Parameters<DBOSClient['enqueueInTransaction']>[1];
