import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Interval } from '../../kit/index.ts';
import { GateVerdict } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'How well one intent is recognised.' })
export class IntentQuality {
  @Field(() => String, { description: 'The intent’s name.' })
  intent!: string;

  @Field(() => Float, { description: 'Of the items answered with it, the share that were it.' })
  precision!: number;

  @Field(() => Float, { description: 'Of its items, the share that were answered with it.' })
  recall!: number;

  @Field(() => Float, { description: 'Harmonic mean of precision and recall.' })
  f1!: number;

  @Field(() => Int, { description: 'Its test items.' })
  support!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The champion’s F1 on the same items; null where there was none.',
  })
  championF1?: number | null;
}

@ObjectType({ description: 'How often one intent was taken for another.' })
export class Confusion {
  @Field(() => String, { description: 'The label, `out-of-scope` for an utterance without an intent.' })
  actual!: string;

  @Field(() => String, { description: 'What was predicted, `out-of-scope` where the model refused to answer.' })
  predicted!: string;

  @Field(() => Int, { description: 'How many test items.' })
  count!: number;
}

@ObjectType({ description: 'How well the model knows what it does not know.' })
export class OutOfScopeQuality {
  @Field(() => Int, { description: 'Test items without an intent.' })
  support!: number;

  @Field(() => Float, { description: 'Share of them that were refused.' })
  recall!: number;

  @Field(() => Float, { description: 'Share of the items with an intent that were refused all the same.' })
  falseRejectionRate!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Chance that an item with an intent gets more confidence than one without; null where either is missing.',
  })
  auroc?: number | null;
}

@ObjectType({ description: 'A version judged on test items that trained neither it nor the champion.' })
export class Evaluation {
  @Field(() => GateVerdict, { description: 'Against the champion on the same items; IMPROVED where there was none.' })
  verdict!: GateVerdict;

  @Field(() => Interval, { description: 'Share of right answers to items with an intent; a refusal is wrong.' })
  accuracy!: Interval;

  @Field(() => Float, { description: 'Plain mean of the intents’ F1.' })
  macroF1!: number;

  @Field(() => Float, { nullable: true, description: 'The champion’s accuracy on the same items.' })
  championAccuracy?: number | null;

  @Field(() => Float, { nullable: true, description: 'The champion’s macro-F1 on the same items.' })
  championMacroF1?: number | null;

  @Field(() => ID, { nullable: true, description: 'The champion that it was compared with.' })
  championId?: string | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Version minus champion: share of items judged rightly, those without an intent included.',
  })
  difference?: Interval | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the paired test (McNemar, mid-p), two-sided; null where there was no champion.',
  })
  pValue?: number | null;

  @Field(() => Int, { description: 'Test items, those without an intent included.' })
  support!: number;

  @Field(() => Int, { description: 'Test items left out because the champion had learned them.' })
  leftOut!: number;

  @Field(() => OutOfScopeQuality, { description: 'On utterances without an intent.' })
  outOfScope!: OutOfScopeQuality;

  @Field(() => Float, { description: 'Expected calibration error of the confidence, 15 equal bins.' })
  calibrationError!: number;

  @Field(() => [IntentQuality], { description: 'By name.' })
  perIntent!: IntentQuality[];

  @Field(() => [Confusion], { description: 'Most frequent first, up to 50.' })
  confusions!: Confusion[];
}
