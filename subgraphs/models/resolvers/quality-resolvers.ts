import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { BadUserInput, type SubgraphContext } from '../../kit/index.ts';
import type { QualityService } from '../quality/service.ts';
import type { QualityReport as Report } from '../quality/report.ts';
import type { TagEffectiveness as Effectiveness } from '../quality/tag-effectiveness.ts';
import {
  AnswerEffectiveness,
  InputDrift,
  IntentDrift,
  QualityReport,
  TagEffectiveness,
} from '../types/quality-types.ts';

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

@Resolver(() => QualityReport)
export class QualityReportFields {
  readonly #quality: QualityService;

  constructor(quality: QualityService) {
    this.#quality = quality;
  }

  @FieldResolver(() => IntentDrift, {
    nullable: true,
    description:
      'How what the version in service predicts has changed since its first days; null where the last whole days overlap with them, and without a turn in either.',
  })
  intentDrift(@Root() report: Report): Promise<object | null> {
    return this.#quality.intentDrift(report);
  }

  @FieldResolver(() => InputDrift, {
    nullable: true,
    description:
      'How what users say has changed since the first days of the version in service; null where the period overlaps with them, and where either has fewer than 50 turns.',
  })
  inputDrift(@Root() report: Report): Promise<object | null> {
    return this.#quality.inputDrift(report);
  }
}

const MOST_ANSWERS = 100;

@Resolver(() => TagEffectiveness)
export class TagEffectivenessFields {
  @FieldResolver(() => [AnswerEffectiveness], {
    description:
      'Its curated answers, the worst first: by the upper bound of the helpful rate, so that what is known to be bad comes before what may only look so; those nobody spoke of come last.',
  })
  async answers(
    @Root() { answers }: Effectiveness,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many, 1..100.' }) first: number,
  ): Promise<object[]> {
    if (first < 1 || first > MOST_ANSWERS)
      throw new BadUserInput(`\`first\` must be between 1 and ${MOST_ANSWERS}.`, ['first']);
    return (await answers()).slice(0, first);
  }
}
