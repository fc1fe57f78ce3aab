import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../kit/index.ts';
import { ConflictReason } from './vocabulary.ts';

registerEnumType(ConflictReason, {
  name: 'LabelConflictReason',
  description: 'Why feedback on an utterance makes no label.',
  valuesConfig: {
    TIE: { description: 'Two intents are said with the same weight.' },
    SEED_EXAMPLE: { description: 'A training or test example says otherwise.' },
  },
});

@ObjectType({ description: 'An intent that feedback gives an utterance.' })
export class LabelCandidate {
  @Field(() => String, { description: 'The intent.' })
  intent!: string;

  @Field(() => Float, { description: 'What all who say so weigh together; a correction weighs 1.' })
  weight!: number;

  @Field(() => [ID], { description: 'The feedback that says so.' })
  feedbackIds!: string[];
}

@ObjectType({
  description: 'An utterance about which feedback disagrees: it teaches nothing until a person has looked.',
})
export class LabelConflict {
  @Field(() => String, { description: 'In the words first used; near-equal ones are one.' })
  utterance!: string;

  @Field(() => String, { description: 'In which language.' })
  language!: string;

  @Field(() => ConflictReason, { description: 'Whom it contradicts.' })
  reason!: ConflictReason;

  @Field(() => [LabelCandidate], { description: 'What is said, the heaviest first.' })
  candidates!: LabelCandidate[];
}

const { connection } = connectionOf('LabelConflict', () => LabelConflict);

@ObjectType('LabelConflictConnection', { description: 'Conflicts in the order of their utterances.' })
export class LabelConflictConnection extends connection {}
