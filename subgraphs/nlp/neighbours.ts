import { type RoomDocument, roomDocument } from '../kit/index.ts';

/** A version that models wants in service. */
export interface DesiredDeployment {
  deploymentId: string;
  assistantId: string;
  modelVersionId: string;
  artifactUri: string;
  artifactSha256: string;
  trafficShare: number;
  state: string;
}

export const DESIRED_DEPLOYMENTS = roomDocument<{ desiredDeployments: DesiredDeployment[] }, Record<string, never>>(
  'models',
  `query DesiredDeployments {
    desiredDeployments { deploymentId assistantId modelVersionId artifactUri artifactSha256 trafficShare state }
  }`,
);

interface Acknowledgement {
  input: {
    processId: string;
    deployments: string[];
    champions?: string[];
    leaseSeconds: number;
    faults?: { deploymentId: string; message: string }[];
  };
}

export const ACKNOWLEDGE: RoomDocument<{ acknowledgeDeployment: boolean }, Acknowledgement> = roomDocument(
  'models',
  `mutation Acknowledge($input: AcknowledgeDeploymentInput!) { acknowledgeDeployment(input: $input) }`,
);

/** What was said at a turn, as far as it takes to explain what was made of it. */
export const TURN_UTTERANCE = roomDocument<{ turnFacts: { utterance: string } | null }, { turnId: string }>(
  'conversation',
  'query TurnUtterance($turnId: ID!) { turnFacts(turnId: $turnId) { utterance } }',
);
