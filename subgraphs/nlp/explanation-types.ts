import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What of an utterance a feature is, under the names that the model uses inside. */
const FEATURE_KIND = { WORDS: 'words', CHARACTERS: 'chars', PAIR: 'pairs', MEANING: 'meaning' } as const;
type FeatureKind = (typeof FEATURE_KIND)[keyof typeof FEATURE_KIND];

registerEnumType(FEATURE_KIND, {
  name: 'FeatureKind',
  description: 'What of an utterance a feature is.',
  valuesConfig: {
    WORDS: { description: 'A word, or two side by side.' },
    CHARACTERS: { description: 'A few characters of a word.' },
    PAIR: { description: 'Two words of the utterance, however far apart.' },
    MEANING: { description: 'The whole utterance, as the assistant’s sentence encoder reads it.' },
  },
});

@ObjectType({ description: 'What one feature of an utterance added to the margins: its weight times its value.' })
export class FeatureContribution {
  @Field(() => String, {
    description:
      'As the model reads it, without case and accents. `_` is the border of a word, `…` parts a pair, ⟨start⟩ and ⟨end⟩ are those of the utterance, ⟨meaning⟩ is all that the sentence encoder says.',
  })
  feature!: string;

  @Field(() => FEATURE_KIND, { name: 'kind', description: 'What of the utterance it is.' })
  unit!: FeatureKind;

  @Field(() => Float, { description: 'Added to the margin of the best intent; below 0 it spoke against.' })
  forIntent!: number;

  @Field(() => Float, { description: 'Added to the margin of the runner-up; 0 where there is none.' })
  forRunnerUp!: number;
}

@ObjectType({
  description: 'How the linear part of the model came to its margin: bias, contributions listed and the others.',
})
export class ExplainedMargin {
  @Field(() => String, { description: 'Name of the intent.' })
  intent!: string;

  @Field(() => Float, { description: 'Higher is likelier; comparable only within one utterance.' })
  margin!: number;

  @Field(() => Float, { description: 'What stood for the intent before a word was read.' })
  bias!: number;

  @Field(() => Float, { description: 'Sum of the contributions that are not listed.' })
  others!: number;
}

@ObjectType({
  description: 'The features of an utterance that spoke loudest for or against its two likeliest intents.',
})
export class Explanation {
  @Field(() => ExplainedMargin, { description: 'The best intent, even where it was refused.' })
  intent!: ExplainedMargin;

  @Field(() => ExplainedMargin, { nullable: true, description: 'Null where the version knows one intent only.' })
  runnerUp?: ExplainedMargin | null;

  @Field(() => [FeatureContribution], {
    description: 'Loudest first; none where nothing of the utterance was known.',
  })
  contributions!: FeatureContribution[];

  @Field(() => String, {
    description: 'What the linear part alone would have answered: another intent where the networks outvoted it.',
  })
  linearIntent!: string;

  @Field(() => Float, {
    description: 'The networks’ share of the vote, 0..1, of which the contributions say nothing; 0 for a fast version.',
  })
  networkShare!: number;

  @Field(() => ID, { description: 'The model version that interpreted the utterance.' })
  modelVersionId!: string;
}
