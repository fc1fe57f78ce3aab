import { eventually, type KillableLoop } from './killable-loop.ts';

export interface Version {
  id: string;
  number: number;
  state: string;
  evidenceHash: string;
  deployments: { id: string; state: string }[];
}

/** What an admin and a process that serves do with versions, while a test kills executors. */
export class VersionAdmin {
  readonly #loop: KillableLoop;

  constructor(loop: KillableLoop) {
    this.#loop = loop;
  }

  async versionOf(id: string): Promise<Version> {
    const { modelVersion } = await this.#loop.read<{ modelVersion: Version }>(
      'query($id: ID!) { modelVersion(id: $id) { id number state evidenceHash deployments { id state } } }',
      { id },
    );
    return modelVersion;
  }

  /** A version that waits for approval, trained by whichever executor lives. */
  async trained(): Promise<Version> {
    const runId = await this.#loop.request();
    const id = await eventually(async () => {
      const { trainingRun } = await this.#loop.read<{
        trainingRun: { state: string; modelVersion: { id: string } | null };
      }>(`{ trainingRun(id: "${runId}") { state modelVersion { id } } }`);
      return trainingRun.state === 'SUCCEEDED' ? trainingRun.modelVersion?.id : undefined;
    });
    return this.versionOf(id);
  }

  async approve({ id, evidenceHash }: Version): Promise<void> {
    const { approveModelVersion } = await this.#loop.read<{ approveModelVersion: { __typename: string } }>(
      'mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) { __typename } }',
      { input: { modelVersionId: id, expectedEvidenceHash: evidenceHash } },
    );
    const outcome = approveModelVersion.__typename;
    if (outcome !== 'ApproveModelVersionSuccess') throw new Error(`the approval ended as ${outcome}`);
  }

  /** An executor has begun to roll the version out. */
  async deployed({ id }: Version): Promise<void> {
    await eventually(async () => ((await this.versionOf(id)).deployments.length > 0 ? true : undefined));
  }

  /** A process that serves takes up what is desired. */
  async serve(): Promise<void> {
    const { desiredDeployments } = await this.#loop.read<{ desiredDeployments: { deploymentId: string }[] }>(
      '{ desiredDeployments { deploymentId } }',
    );
    await this.#loop.read('mutation($input: AcknowledgeDeploymentInput!) { acknowledgeDeployment(input: $input) }', {
      input: {
        processId: 'nlp-1',
        deployments: desiredDeployments.map(({ deploymentId }) => deploymentId),
        leaseSeconds: 60,
      },
    });
  }
}
