import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../platform/auth/index.ts';
import { transaction } from '../../platform/db/index.ts';
import { QUEUES, WORKFLOWS } from '../../pipeline/engine.ts';
import { deployWorkflowId, refreshWorkflowId } from '../../pipeline/lost-decisions.ts';
import type { VersionRow } from '../../subgraphs/models/index.ts';
import { eventually } from '../kit/loop.ts';
import { type LoopWithEngine, openLoopWithEngine } from './loop-with-engine.ts';

const ADMIN: Identity = { id: 'ada', roles: ['admin'] };

describe('a decision whose workflow ended without it', { timeout: 200_000 }, () => {
  let here: LoopWithEngine;
  let engine: LoopWithEngine['engine'];
  let loop: LoopWithEngine['loop'];

  beforeAll(async () => {
    here = await openLoopWithEngine();
    ({ engine, loop } = here);
    await loop.startExecutor();
  });
  afterAll(async () => {
    await here.close();
  });

  const endOf = (workflowId: string) => engine.retrieveWorkflow(workflowId).getResult();
  /** The workflow of the minute, out of turn. */
  async function tick(): Promise<void> {
    const { workflowID } = await engine.enqueue({ workflowName: WORKFLOWS.tick, queueName: QUEUES.deploy }, new Date());
    await endOf(workflowID);
  }
  async function trainedVersion(assistantId: string): Promise<VersionRow> {
    const run = await transaction(loop.db, (tx) =>
      loop.models.runs.want(tx, { assistantId, trigger: 'MANUAL', reason: 'test', requestedBy: null }),
    );
    await endOf(run.id);
    const { rows } = await sql<{
      id: string;
    }>`select id from models.model_version where run_id = ${run.id}`.execute(here.database.db);
    return loop.models.registry.version(rows[0]?.id ?? '');
  }
  async function approve({ id, reportId }: VersionRow) {
    const { rows } = await sql<{
      evidenceHash: string;
    }>`select evidence_hash from models.report where id = ${reportId}`.execute(here.database.db);
    const expectedEvidenceHash = rows[0]?.evidenceHash ?? '';
    await loop.models.versions.approve({ modelVersionId: id, expectedEvidenceHash }, { identity: ADMIN });
    const [approval] = await loop.models.decisions.approvals();
    return deployWorkflowId(approval!);
  }
  async function askForEvidence({ id }: VersionRow): Promise<string> {
    const signal = AbortSignal.timeout(50);
    const asking = loop.models.versions.refreshEvidence({ modelVersionId: id }, { identity: ADMIN, signal });
    await expect(asking).rejects.toThrow('aborted');
    const [open] = await loop.models.decisions.refreshes();
    return refreshWorkflowId(open!);
  }
  const stateOf = async (version: VersionRow) => (await loop.models.registry.version(version.id)).state;

  it('is taken back by the workflow itself where it fails', async () => {
    const version = await trainedVersion('asst_fails');
    await sql`create function models.refuse() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full'; end $$`.execute(here.database.db);
    await sql`create trigger refuse before insert on models.deployment
      for each row execute function models.refuse()`.execute(here.database.db);
    await endOf(await approve(version));
    await sql`drop trigger refuse on models.deployment`.execute(here.database.db);
    expect(await stateOf(version)).toBe('PENDING_APPROVAL');
  });

  it('is taken back by the next tick where not even that could be written', async () => {
    const [approved, refreshed] = [await trainedVersion('asst_silent'), await trainedVersion('asst_evidence')];
    // Nothing may begin, and nothing may be taken back.
    await sql`create function models.refuse_end() returns trigger language plpgsql as $$
      begin
        if old.state = 'APPROVED' or new.refresh_requested_at is null and old.refresh_requested_at is not null
        then raise exception 'the disk is full'; end if;
        return new;
      end $$`.execute(here.database.db);
    await sql`create trigger refuse_end before update on models.model_version
      for each row execute function models.refuse_end()`.execute(here.database.db);
    await sql`create trigger refuse before insert on models.deployment
      for each row execute function models.refuse()`.execute(here.database.db);
    const workflows = [await approve(approved), await askForEvidence(refreshed)];
    for (const outcome of await Promise.allSettled(workflows.map(endOf)))
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('the disk is full') as string },
      });
    await sql`drop trigger refuse_end on models.model_version`.execute(here.database.db);
    await sql`drop trigger refuse on models.deployment`.execute(here.database.db);
    expect(await stateOf(approved)).toBe('APPROVED');

    await tick();
    expect(await stateOf(approved)).toBe('PENDING_APPROVAL');
    expect(await loop.models.decisions.refreshes()).toEqual([]);
    await tick();
    expect(await stateOf(approved)).toBe('PENDING_APPROVAL');
  });

  it('is taken back where somebody stopped it in the engine, and left alone while it is on its way', async () => {
    const version = await trainedVersion('asst_stopped');
    await sql`create trigger refuse before insert on models.deployment
      for each row execute function models.refuse()`.execute(here.database.db);
    const workflow = await approve(version);
    await tick();
    expect(await stateOf(version)).toBe('APPROVED');
    await engine.cancelWorkflow(workflow);
    await tick();
    expect(await stateOf(version)).toBe('PENDING_APPROVAL');
    await sql`drop trigger refuse on models.deployment`.execute(here.database.db);
  });

  it('is left alone where its roll-out has begun: that needs no workflow', async () => {
    const version = await trainedVersion('asst_begun');
    const workflow = await approve(version);
    const { deployments } = loop.models;
    const begun = await eventually(async () => (await deployments.begin(version.id, ADMIN.id)) ?? undefined);
    await engine.cancelWorkflow(workflow);
    await tick();
    expect(await stateOf(version)).toBe('APPROVED');
    await deployments.acknowledge({ processId: 'nlp-1', deployments: [begun.id], leaseSeconds: 60 });
    expect(await stateOf(version)).toBe('LIVE');
  });
});
