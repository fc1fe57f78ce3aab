import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { GateService } from '../gate/gate-service.ts';
import { isRefused } from '../gate/rule-outcomes.ts';
import type { Reader } from '../reader.ts';
import type { VersionRow } from '../store/tables.ts';
import { Gate, GateRules, UpdateGateRulesInput } from '../types/gate-types.ts';
import { UpdateGateRulesPayload } from '../types/payload-types.ts';
import { ModelVersion } from '../types/version-types.ts';

@Resolver(() => ModelVersion)
export class GateResolver {
  readonly #reader: Reader;
  readonly #gate: GateService;

  constructor(reader: Reader, gate: GateService) {
    this.#reader = reader;
    this.#gate = gate;
  }

  @FieldResolver(() => Gate, {
    nullable: true,
    description: 'What the rules of the gate said of it last; null of the first reports, which did not keep that.',
  })
  async gate(@Root() { reportId }: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<Gate | null> {
    const report = await batches.load(this.#reader.reports, reportId);
    if (!report?.content.outcomes) return null;
    return { verdict: isRefused(report.content) ? 'FAILED' : 'PASSED', rules: report.content.outcomes };
  }

  @Query(() => GateRules, {
    nullable: true,
    description: 'What an assistant demands of its versions; the defaults where nothing was set.',
  })
  gateRules(
    @Arg('assistantId', () => ID) assistantId: string,
    @Ctx() context: SubgraphContext,
  ): Promise<GateRules | null> {
    return this.#gate.find(assistantId, context);
  }

  @Mutation(() => UpdateGateRulesPayload, {
    description:
      'Changes the rules of the gate, which makes present evidence stale. Fails with INVALID_GATE_RULES for a number out of its range.',
  })
  updateGateRules(
    @Arg('input', () => UpdateGateRulesInput) input: UpdateGateRulesInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ gateRules: await this.#gate.update(input, context) }));
  }
}
