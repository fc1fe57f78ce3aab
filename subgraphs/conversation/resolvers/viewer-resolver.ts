import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { TokenService } from '../token-service.ts';
import { IssueTokenInput } from '../types/inputs.ts';
import { IssueTokenPayload, Viewer } from '../types/viewer.ts';

@Resolver()
export class ViewerResolver {
  readonly #tokens: TokenService;

  constructor(tokens: TokenService) {
    this.#tokens = tokens;
  }

  @Query(() => Viewer, { nullable: true, description: 'Who is asking; null without a token.' })
  viewer(@Ctx() { identity: { id, roles } }: SubgraphContext): Viewer | null {
    return roles.includes('anonymous') ? null : { id, roles };
  }

  @Mutation(() => IssueTokenPayload, { description: 'Issues a token for an analyst or a program; shown this once.' })
  issueToken(
    @Arg('input', () => IssueTokenInput) input: IssueTokenInput,
    @Ctx() context: SubgraphContext,
  ): Promise<{ token: string; expiresAt: Date } | Payload> {
    return payload(() => this.#tokens.issue(input, context));
  }
}
