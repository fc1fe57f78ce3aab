import type { Draw, Person } from './people.ts';
import type { Wish } from './world.ts';

/** What somebody hears back. */
export interface Heard {
  readonly turnId: string;
  readonly kind: 'ANSWER' | 'DISAMBIGUATION' | 'KNOWLEDGE' | 'FALLBACK';
  /** Of an answer, what it answers. */
  readonly intent: string | null;
  /** What may be chosen, by intent. */
  readonly options: readonly string[];
}

export type Verdict = 'HELPFUL' | 'UNHELPFUL' | 'CORRECTION';
/** What somebody says of a reply. */
export interface Opinion {
  readonly verdict: Verdict;
  readonly correctedIntent?: string;
}

/** An assistant as the one who talks to it meets it. */
export interface Desk {
  say(words: string): Promise<Heard>;
  choose(intent: string, words: string): Promise<void>;
  tell(turnId: string, opinion: Opinion): Promise<void>;
}

/** How a conversation went, as only the person knows. */
export interface Course {
  /** Whether the first reply was the right one. */
  readonly isRightAtOnce: boolean;
  readonly turns: number;
  readonly opinions: number;
}

/** One person's conversation about one wish, from the first words until they are helped or out of patience. */
export async function converse(
  person: Person,
  { wish, intents, draw }: { wish: Wish; intents: readonly string[]; draw: Draw },
  desk: Desk,
): Promise<Course> {
  const course = { isRightAtOnce: false, turns: 0, opinions: 0 };
  for (const words of wish.wordings.slice(0, person.patience + 1)) {
    const heard = await desk.say(words);
    course.turns++;
    const isRight = isRightReply(heard, wish);
    if (course.turns === 1) course.isRightAtOnce = isRight;
    const meant = heard.options.find((intent) => intent === wish.intent);
    if (heard.kind === 'DISAMBIGUATION' && meant !== undefined && draw() < person.chooses) {
      await desk.choose(meant, words);
      return course;
    }
    if (draw() < person.speaks && heard.kind !== 'DISAMBIGUATION') {
      course.opinions++;
      await desk.tell(heard.turnId, opinionOf(isRight, person, { wish, intents, draw }));
    }
    if (isRight) return course;
  }
  return course;
}

/** To what the assistant cannot help with, every reply is right that claims no answer. */
function isRightReply({ kind, intent }: Heard, wish: Wish): boolean {
  return wish.intent === null ? kind !== 'ANSWER' : kind === 'ANSWER' && intent === wish.intent;
}

function opinionOf(
  isRight: boolean,
  person: Person,
  { wish, intents, draw }: { wish: Wish; intents: readonly string[]; draw: Draw },
): Opinion {
  const isSlip = draw() < person.slips;
  if (isRight !== isSlip) return { verdict: 'HELPFUL' };
  if (isRight || wish.intent === null || draw() >= person.corrects) return { verdict: 'UNHELPFUL' };
  const slipped = intents[Math.floor(draw() * intents.length)];
  const correctedIntent = draw() < person.slips && slipped ? slipped : wish.intent;
  return { verdict: 'CORRECTION', correctedIntent };
}
