import { CliError } from '../errors.ts';
import { type Graph, refuseUserErrors } from '../graph.ts';

const ISSUE = `mutation IssueToken($input: IssueTokenInput!) { issueToken(input: $input) { token expiresAt errors { code message } } }`;

/** A new token for a front end, an analyst or CI; shown once, kept nowhere. */
export async function issueToken(
  graph: Graph,
  { role, name, expiresInDays }: { role: string; name: string; expiresInDays: number },
): Promise<{ token: string; expiresAt: string }> {
  const { issueToken: issued } = await graph.request<{
    issueToken: { token: string | null; expiresAt: string | null; errors: { code: string; message: string }[] };
  }>(ISSUE, { input: { role, name, expiresInDays } });
  refuseUserErrors(issued.errors);
  if (!issued.token || !issued.expiresAt)
    throw new CliError('UNEXPECTED_ANSWER', 'The graph returned neither a token nor an error.');
  return { token: issued.token, expiresAt: issued.expiresAt };
}
