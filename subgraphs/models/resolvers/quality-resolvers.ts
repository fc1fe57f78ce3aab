import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../kit/index.ts';
import type { QualityService } from '../quality/service.ts';
import { QualityReport, TagEffectiveness } from '../types/quality-types.ts';

const FROM = { nullable: true, description: 'When the period begins.' } as const;
const TO = { nullable: true, description: 'When it ends; now unless said otherwise.' } as const;

@Resolver()
export class QualityResolver {
  readonly #quality: QualityService;

  constructor(quality: QualityService) {
    this.#quality = quality;
  }

  @Query(() => QualityReport, {
    nullable: true,
    description: 'How well an assistant answered, of the last seven days unless said otherwise, 90 at most.',
  })
  qualityReport(
    @Arg('assistantId', () => ID) assistantId: string,
    @Arg('from', () => Date, FROM) from: Date | null,
    @Arg('to', () => Date, TO) to: Date | null,
    @Ctx() context: SubgraphContext,
  ): Promise<object | null> {
    return this.#quality.report({ assistantId, from, to }, context);
  }

  @Query(() => [TagEffectiveness], {
    description:
      'How each category of answers does, the least helpful first, of the last thirty days unless said otherwise.',
  })
  tagEffectiveness(
    @Arg('assistantId', () => ID) assistantId: string,
    @Arg('from', () => Date, FROM) from: Date | null,
    @Arg('to', () => Date, TO) to: Date | null,
  ): Promise<object[]> {
    return this.#quality.tagEffectiveness({ assistantId, from, to });
  }
}
