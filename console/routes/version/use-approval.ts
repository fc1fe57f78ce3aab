import { useState } from 'react';
import { useMutation } from 'urql';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { type Problem, problemOf } from '../../graph/problem.ts';
import { graphql } from '../../gql/index.ts';

const ApproveModelVersion = graphql(`
  mutation ApproveModelVersion($input: ApproveModelVersionInput!) {
    approveModelVersion(input: $input) {
      __typename
      ... on ApproveModelVersionSuccess {
        modelVersion {
          id
          state
        }
      }
      ... on EvidenceStale {
        code
        currentEvidenceHash
      }
      ... on ApprovalRefused {
        code
        message
      }
    }
  }
`);

/** Approving, bound to the evidence that was on the page. Stale evidence is no error but a reason to read again. */
export function useApproval(modelVersionId: string) {
  const [{ fetching }, execute] = useMutation(ApproveModelVersion);
  const [isStale, setStale] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  return {
    isActing: fetching,
    isStale,
    problems,
    forget() {
      setStale(false);
      setProblems([]);
    },
    /** Resolves to whether the version was approved. */
    async approve(expectedEvidenceHash: string, comment: string): Promise<boolean> {
      const { data, error } = await execute({
        input: {
          modelVersionId,
          expectedEvidenceHash,
          idempotencyKey: newIdempotencyKey(),
          ...(comment && { comment }),
        },
      });
      const answer = data?.approveModelVersion;
      setStale(answer?.__typename === 'EvidenceStale');
      setProblems(error ? [problemOf(error)] : answer?.__typename === 'ApprovalRefused' ? [answer] : []);
      return answer?.__typename === 'ApproveModelVersionSuccess';
    },
  };
}
