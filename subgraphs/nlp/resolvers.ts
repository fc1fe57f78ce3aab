import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  type Connection,
  OfAssistantArgs,
  pageRequest,
  type Payload,
  payload,
  type SubgraphContext,
  toConnection,
} from '../kit/index.ts';
import { SeedIntent } from './example-types.ts';
import type { Explainer } from './explainer.ts';
import { Explanation } from './explanation-types.ts';
import { Interpretation, InterpretInput, InterpretResult } from './interpretation-types.ts';
import type { Interpreter } from './interpreter.ts';
import type { NlpService } from './service.ts';
import type { Shadow } from './shadow.ts';
import {
  AssistantRef,
  CreateIntentInput,
  CreateIntentPayload,
  DeploymentRef,
  Intent,
  IntentConnection,
  ReplyOption,
  SetAnswerInput,
  SetAnswerPayload,
  SetIntentHandoffInput,
  SetIntentHandoffPayload,
  SetIntentLabelInput,
  SetIntentLabelPayload,
  ShadowComparison,
  TurnRef,
} from './types.ts';

@Resolver(() => Intent)
export class IntentResolver {
  readonly #service: NlpService;

  constructor(service: NlpService) {
    this.#service = service;
  }

  @Query(() => IntentConnection, { description: 'The intents of an assistant, by name.' })
  async intents(
    @Args(() => OfAssistantArgs) { assistantId, first, after }: OfAssistantArgs,
  ): Promise<Connection<object>> {
    const page = pageRequest<readonly [string]>({ first, after }, ['string']);
    const intents = await this.#service.intents(assistantId, page);
    return toConnection(intents, page, { key: ({ name }) => [name], node: (intent) => intent });
  }

  @FieldResolver(() => Int, { description: 'How many examples it has, of all splits.' })
  async exampleCount(@Root() { id }: Intent, @Ctx() { batches }: SubgraphContext): Promise<number> {
    return (await batches.load(this.#service.exampleCounts, id)) ?? 0;
  }

  @Mutation(() => CreateIntentPayload, { description: 'Adds an intent to an assistant. Fails with INTENT_EXISTS.' })
  createIntent(
    @Arg('input', () => CreateIntentInput) input: CreateIntentInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ intent: await this.#service.createIntent(input, context) }));
  }

  @Mutation(() => SetAnswerPayload, {
    description: 'Writes what the assistant answers to an intent in one language. Fails with UNKNOWN_INTENT.',
  })
  setAnswer(
    @Arg('input', () => SetAnswerInput) input: SetAnswerInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ intent: await this.#service.setAnswer(input, context) }));
  }

  @Mutation(() => SetIntentLabelPayload, {
    description: 'Writes what people read for an intent in one language. Fails with UNKNOWN_INTENT.',
  })
  setIntentLabel(
    @Arg('input', () => SetIntentLabelInput) input: SetIntentLabelInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ intent: await this.#service.setIntentLabel(input, context) }));
  }

  @Mutation(() => SetIntentHandoffPayload, {
    description: 'Says whether an intent calls a person. Fails with UNKNOWN_INTENT.',
  })
  setIntentHandoff(
    @Arg('input', () => SetIntentHandoffInput) input: SetIntentHandoffInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ intent: await this.#service.setIntentHandoff(input, context) }));
  }

  @Query(() => [SeedIntent], { description: 'The intents of the examples that are near-equal to these utterances.' })
  @Directive('@inaccessible')
  seedIntents(
    @Arg('assistantId', () => ID, { description: 'Whose examples.' }) assistantId: string,
    @Arg('utterances', () => [String], { description: 'What was said.' }) utterances: string[],
  ): Promise<SeedIntent[]> {
    return this.#service.seedIntents(assistantId, utterances);
  }

  @Query(() => [String], { description: 'Those of the names that are intents of the assistant.' })
  @Directive('@inaccessible')
  knownIntents(
    @Arg('assistantId', () => ID, { description: 'Whose intents.' }) assistantId: string,
    @Arg('names', () => [String], { description: 'Names to look for.' }) names: string[],
  ): Promise<string[]> {
    return this.#service.knownIntents(assistantId, names);
  }
}

@Resolver(() => AssistantRef)
export class AssistantResolver {
  readonly #service: NlpService;

  constructor(service: NlpService) {
    this.#service = service;
  }

  @FieldResolver(() => [ReplyOption], {
    nullable: true,
    description: 'What a user of this assistant may mean, by label; for "I meant …".',
  })
  intentOptions(
    @Root() { id }: AssistantRef,
    @Arg('language', () => String, { nullable: true, description: 'Of the labels; BCP 47 tag.' }) language?: string,
  ): Promise<ReplyOption[]> {
    return this.#service.intentOptions(id, language ?? 'en');
  }
}

@Resolver(() => TurnRef)
export class InterpretationResolver {
  readonly #interpreter: Interpreter;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  @FieldResolver(() => Interpretation, {
    nullable: true,
    description: 'As kept when the turn was answered; null where no version served yet.',
  })
  interpretation(@Root() { id }: TurnRef, @Ctx() { batches }: SubgraphContext): Promise<object | null> {
    return batches.load(this.#interpreter.interpretationsOf, id);
  }

  @Mutation(() => InterpretResult, {
    description: 'Interprets an utterance and keeps the interpretation under its turn.',
  })
  @Directive('@inaccessible')
  async interpret(@Arg('input', () => InterpretInput) input: InterpretInput): Promise<object> {
    const { interpretation, decision, language, handoffIntents } = await this.#interpreter.interpret(input);
    return {
      interpretation,
      language,
      handoffIntents,
      decision: decision.kind,
      answer: decision.kind === 'ANSWER' ? decision.answer : null,
      options: decision.kind === 'DISAMBIGUATION' ? decision.options : [],
    };
  }
}

@Resolver()
export class ExplanationResolver {
  readonly #explainer: Explainer;

  constructor(explainer: Explainer) {
    this.#explainer = explainer;
  }

  @Query(() => Explanation, {
    nullable: true,
    description:
      'Why a turn was interpreted as it was, worked out when asked; null where there is no interpretation or the version that made it is not in service any more.',
  })
  explanation(
    @Arg('turnId', () => ID, { description: 'What was said.' }) turnId: string,
    @Ctx() context: SubgraphContext,
  ): Promise<object | null> {
    return this.#explainer.explanationOf(turnId, context);
  }
}

@Resolver(() => DeploymentRef)
export class ShadowResolver {
  readonly #shadow: Shadow;

  constructor(shadow: Shadow) {
    this.#shadow = shadow;
  }

  @FieldResolver(() => ShadowComparison, {
    nullable: true,
    description: 'How it compared to what was served while it was a shadow; null where it was none.',
  })
  async shadow(@Root() { id }: DeploymentRef, @Ctx() { batches }: SubgraphContext): Promise<ShadowComparison | null> {
    const counts = await batches.load(this.#shadow.comparisons, id);
    return counts && { ...counts, agreement: counts.agreeing / counts.turns };
  }
}
