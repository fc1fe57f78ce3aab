import { choiceOf, DEFAULT_PARAMETERS, type Example, type Model, train } from '../../nlu/index.ts';
import type { HelpDesk } from '../../demo/help-desk.ts';
import { isRephrase } from '../../subgraphs/feedback/implicit.ts';
import {
  FORMER_PERIOD_MS,
  heardIn,
  type HeardStratum,
  isAlarming,
  isPassed,
  UNHEARD,
} from '../../subgraphs/models/rollout/hearing.ts';
import { converse, type Desk, type Heard, type Opinion, type Verdict } from '../../test/kit/simulation/converse.ts';
import { drawOf, drawPeople, type Person, pick } from '../../test/kit/simulation/people.ts';
import { dealWorld, type World } from '../../test/kit/simulation/world.ts';
import { CONVERSATIONS_A_DAY, PEOPLE, TAUGHT_AN_INTENT } from './lives.ts';

/** Impatient ones, so that the watch afterwards has something to do. */
export const CANARY_STEPS = [
  { share: 0.2, minimumMinutes: 60, minimumVoices: 5 },
  { share: 0.5, minimumMinutes: 60, minimumVoices: 15 },
  { share: 1, minimumMinutes: 0, minimumVoices: 0 },
] as const;

const LABELS = 200;
const LABEL_WEIGHT = 2;
const DAY_MS = 24 * 3_600_000;
const FORMER_DAYS = FORMER_PERIOD_MS / DAY_MS;
const WATCH_DAYS = 7;
/** A canary that goes no further is no longer looked at. */
const CANARY_DAYS = 14;

/** A challenger was taken back. */
export interface Alarm {
  /** Since it began to take over, whoever answered them. */
  readonly conversations: number;
  readonly voices: number;
  readonly phase: 'CANARY' | 'LIVE';
  /** Whether it was what people said that told, or how much was answered. */
  readonly by: 'VOICES' | 'ANSWERS';
}

/** Who is watched: the champion once more, one that was trained on a slipped sheet, and one that takes a third of the intents for another. */
export const CHALLENGERS = ['same', 'slipped', 'mistaken'] as const;
export type Challenger = (typeof CHALLENGERS)[number];

/** What became of each challenger; null where it was not taken back. */
export type Watches = Readonly<Record<Challenger, Watched>>;
export interface Watched {
  /** As a canary, then watched for as long as the plan says. */
  readonly byCanary: Alarm | null;
  /** Watched after it took over at once. */
  readonly atOnce: Alarm | null;
}

/**
 * Lets the people of a seed talk to models themselves, without HTTP, database or queue, and watches the challenger by the very code that
 * decides on a roll back: at every single conversation of which somebody speaks, where the program looks once a minute.
 */
export async function watch({ examples, languages }: HelpDesk, seed: number): Promise<Watches> {
  const deal = () => dealWorld(examples, { seed, taughtAnIntent: TAUGHT_AN_INTENT });
  const people = drawPeople(PEOPLE, { seed, languages });
  const world = deal();
  const draw = drawOf(seed, 4);
  const sheet = Array.from({ length: LABELS }, () => {
    const person = pick(people, draw);
    const { intent, wordings } = world.nextWish(person.language, draw);
    return { utterance: wordings[0]!, intent, language: person.language };
  }).filter(({ intent }) => intent !== null);
  const taught = world.taught.filter(({ split }) => split === 'train');
  const slipped = sheet.map((row, i) => ({ ...row, intent: sheet.at(i - 1)!.intent }));
  const champion = learn([...taught.map(weighing(1)), ...sheet.map(weighing(LABEL_WEIGHT))]);
  const challengers: Record<Challenger, Reader> = {
    same: champion,
    slipped: learn([...taught.map(weighing(1)), ...slipped.map(weighing(LABEL_WEIGHT))]),
    mistaken: learn(
      [...taught.map(weighing(1)), ...sheet.map(weighing(LABEL_WEIGHT))].map(({ intent, ...example }) => ({
        ...example,
        intent: mistakenFor(intent, world.intents),
      })),
    ),
  };
  const watched = (challenger: Reader, isCanary: boolean) => {
    // The same people with the same wishes each time, but for those that the models have learned from.
    const anew = deal();
    const before = drawOf(seed, 4);
    for (let i = 0; i < LABELS; i++) anew.nextWish(pick(people, before).language, before);
    return takeOver({ world: anew, people, champion }, { seed, challenger, isCanary });
  };
  const outcomes: Partial<Record<Challenger, Watched>> = {};
  for (const name of CHALLENGERS)
    outcomes[name] = {
      byCanary: await watched(challengers[name], true),
      atOnce: await watched(challengers[name], false),
    };
  return outcomes as Watches;
}

/** Of six intents in a row, the first two stand for each other: as sure as before, and wrong. */
function mistakenFor(intent: string | null, intents: readonly string[]): string | null {
  const place = intent === null ? -1 : intents.indexOf(intent);
  if (place < 0 || place % 6 > 1) return intent;
  return intents[place % 6 === 0 ? place + 1 : place - 1] ?? intent;
}

interface Town {
  readonly world: World;
  readonly people: readonly Person[];
  readonly champion: Reader;
}

const weighing =
  (weight: number) =>
  ({ utterance, intent, language }: Omit<Example, 'id' | 'weight' | 'split'>, i: number): Example => ({
    id: `${weight}_${i}`,
    utterance,
    intent,
    language,
    weight,
    split: 'train',
  });

/** What a model makes of words. */
type Reader = Pick<Model, 'interpret'>;

/** Remembers what it has read: the same people come to each take-over with the same words. */
function learn(examples: readonly Example[]): Reader {
  const model = train({ examples, seed: 1, parameters: DEFAULT_PARAMETERS });
  const known = new Map<string, ReturnType<Model['interpret']>>();
  return {
    interpret(words) {
      const interpretation = known.get(words) ?? model.interpret(words);
      known.set(words, interpretation);
      return interpretation;
    },
  };
}

interface Tally {
  readonly hits: number;
  readonly trials: number;
}
/** Of one version. */
interface Counted {
  helped: Tally;
  answered: Tally;
}
const nobody = (): Counted => ({ helped: { hits: 0, trials: 0 }, answered: { hits: 0, trials: 0 } });

async function takeOver(
  { world, people, champion }: Town,
  { seed, challenger, isCanary }: { seed: number; challenger: Reader; isCanary: boolean },
): Promise<Alarm | null> {
  const draw = drawOf(seed, 5);
  const former = nobody();
  let conversations = 0;
  const meet = async (model: Reader, counted: Counted) => {
    const person = pick(people, draw);
    const wish = world.nextWish(person.language, draw);
    const desk = new ModelDesk(model, world.intents);
    await converse(person, { wish, intents: world.intents, draw }, desk);
    desk.leave();
    counted.answered = oneMore(counted.answered, desk.isAnsweredAtOnce);
    if (desk.isHelped !== null) counted.helped = oneMore(counted.helped, desk.isHelped);
  };
  for (let i = 0; i < FORMER_DAYS * CONVERSATIONS_A_DAY; i++) await meet(champion, former);

  if (isCanary) {
    const strata = CANARY_STEPS.map(() => ({ challenger: nobody(), champion: nobody() }));
    let heard = UNHEARD;
    let [place, begunAt] = [0, 0];
    while (place < CANARY_STEPS.length - 1) {
      const step = CANARY_STEPS[place]!;
      if (conversations++ > CANARY_DAYS * CONVERSATIONS_A_DAY) return null;
      const { challenger: ofChallenger, champion: ofChampion } = strata[place]!;
      if (draw() < step.share) await meet(challenger, ofChallenger);
      else await meet(champion, ofChampion);
      heard = heardIn(strata.slice(0, place + 1).map(besides), heard);
      if (isAlarming(heard)) return alarmOf(heard, { conversations, phase: 'CANARY' });
      if (!isPassed({ ...step, startedAt: timeOf(begunAt) }, heard, timeOf(conversations))) continue;
      place++;
      begunAt = conversations;
    }
    for (const { champion: spoken } of strata) {
      former.helped = sumOf(former.helped, spoken.helped);
      former.answered = sumOf(former.answered, spoken.answered);
    }
  }
  const live = nobody();
  let heard = UNHEARD;
  for (let i = 0; i < WATCH_DAYS * CONVERSATIONS_A_DAY; i++) {
    await meet(challenger, live);
    conversations++;
    heard = heardIn([besides({ challenger: live, champion: former })], heard);
    if (isAlarming(heard)) return alarmOf(heard, { conversations, phase: 'LIVE' });
  }
  return null;
}

function oneMore({ hits, trials }: Tally, isHit: boolean): Tally {
  return { hits: hits + (isHit ? 1 : 0), trials: trials + 1 };
}

function sumOf(some: Tally, others: Tally): Tally {
  return { hits: some.hits + others.hits, trials: some.trials + others.trials };
}

function besides({ challenger, champion }: { challenger: Counted; champion: Counted }): HeardStratum {
  return {
    helped: { challenger: challenger.helped, champion: champion.helped },
    answered: { challenger: challenger.answered, champion: champion.answered },
  };
}

function alarmOf(
  { voices, evidence, answerEvidence }: typeof UNHEARD,
  when: Pick<Alarm, 'conversations' | 'phase'>,
): Alarm {
  return { ...when, voices, by: answerEvidence > evidence ? 'ANSWERS' : 'VOICES' };
}

/** When so many conversations have begun, evenly over the days. */
function timeOf(conversations: number): Date {
  return new Date((conversations * DAY_MS) / CONVERSATIONS_A_DAY);
}

/** Answers as the rooms do of a model alone, and keeps what the conversation's voice says: its first turn that somebody speaks of. */
class ModelDesk implements Desk {
  readonly #model: Reader;
  readonly #known: ReadonlySet<string>;
  readonly #verdicts: (Verdict | null)[] = [];
  #first: Heard | undefined;
  #last: (Heard & { words: string; predicted: string | null }) | undefined;

  constructor(model: Reader, intents: readonly string[]) {
    this.#model = model;
    this.#known = new Set(intents);
  }

  get isAnsweredAtOnce(): boolean {
    return this.#first?.kind === 'ANSWER';
  }

  /** Null where nobody spoke. */
  get isHelped(): boolean | null {
    const voice = this.#verdicts.find((verdict) => verdict !== null);
    return voice === undefined ? null : voice === 'HELPFUL';
  }

  say(words: string): Promise<Heard> {
    if (this.#last && this.#last.kind !== 'DISAMBIGUATION' && isRephrase(this.#last.words, words))
      this.#imply('UNHELPFUL');
    const interpretation = this.#model.interpret(words);
    const choice = choiceOf(interpretation, this.#known);
    const turnId = String(this.#verdicts.push(null) - 1);
    const heard: Heard =
      choice.kind === 'ANSWER'
        ? { turnId, kind: 'ANSWER', intent: choice.intent, options: [] }
        : choice.kind === 'DISAMBIGUATION'
          ? { turnId, kind: 'DISAMBIGUATION', intent: null, options: choice.intents }
          : { turnId, kind: 'FALLBACK', intent: null, options: [] };
    this.#first ??= heard;
    this.#last = { ...heard, words, predicted: interpretation.intent };
    return Promise.resolve(heard);
  }

  choose(intent: string): Promise<void> {
    this.#imply(intent === this.#last?.predicted ? 'HELPFUL' : 'CORRECTION');
    return Promise.resolve();
  }

  tell(turnId: string, { verdict }: Opinion): Promise<void> {
    this.#verdicts[Number(turnId)] = verdict;
    return Promise.resolve();
  }

  /** Nothing more is said. */
  leave(): void {
    if (this.#last?.kind === 'FALLBACK') this.#imply('UNHELPFUL');
  }

  /** What is said outright counts before what is shown. */
  #imply(verdict: Verdict): void {
    this.#verdicts[this.#verdicts.length - 1] ??= verdict;
  }
}
