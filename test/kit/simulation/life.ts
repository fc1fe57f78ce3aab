import type { HelpDesk } from '../../../demo/help-desk.ts';
import type { TestGraph } from '../graph.ts';
import { Admin, type Decision, type Rollout } from './admin.ts';
import { converse, type Course } from './converse.ts';
import { type GraphDesk, openDesk } from './graph-desk.ts';
import type { OwnMalha } from './own-malha.ts';
import { patientGraph } from './patient-graph.ts';
import { drawOf, drawPeople, type Person, pick } from './people.ts';
import { dealWorld, type Wish, type World } from './world.ts';

const HOUR_MS = 3_600_000;
/** People come from eight in the morning till eight in the evening; the retraining is due at three. */
const DAY_H = 12;
const NIGHT_UNTIL_TRAINING_H = 7;
const TRAINING_UNTIL_MORNING_H = 24 - NIGHT_UNTIL_TRAINING_H - DAY_H;
export const SIMULATION_STARTS_AT = new Date('2026-03-01T08:00:00.000Z');

export interface Life {
  readonly seed: number;
  readonly days: number;
  readonly conversationsADay: number;
  /** In so many waves people come; the tick runs after each. */
  readonly waves: number;
  readonly taughtAnIntent: number;
  readonly people: number;
  /** On the evening of this day a reviewer relabels the last so many feedbacks from a sheet that has slipped by a row. */
  readonly slip?: { readonly day: number; readonly feedbacks: number };
  /** By which steps versions take over; all at once without any. */
  readonly canary?: readonly {
    readonly share: number;
    readonly minimumMinutes: number;
    readonly minimumVoices: number;
  }[];
  /** While nobody has found the slip: what the gate refuses goes into service all the same. */
  readonly isGateOff?: boolean;
}

/** What a day was like. */
export interface Day {
  readonly day: number;
  readonly conversations: number;
  readonly turns: number;
  readonly opinions: number;
  /** Share of the conversations whose first reply was the right one. */
  readonly rightAtOnce: number;
  /** The champion at the end of the day, and its accuracy on the locked test split. */
  readonly champion: { readonly number: number; readonly accuracy: number };
  /** What the night's training made. */
  readonly trained: { readonly number: number; readonly accuracy: number; readonly verdict: string } | null;
  readonly decision: Decision;
  /** Versions whose roll-out ended in a roll back on this day. */
  readonly rolledBack: readonly RolledBack[];
  /** What the watch has counted by the end of the day of the version that took over last, or takes over; null where none is watched. */
  readonly watched: { readonly number: number; readonly test: NonNullable<Rollout['test']> } | null;
}

export interface Lived {
  readonly assistantId: string;
  /** As taught, before anybody has come. */
  readonly first: Day['champion'];
  readonly days: readonly Day[];
}

export interface RolledBack {
  readonly number: number;
  /** Whether it was trained on the slipped sheet. */
  readonly isBad: boolean;
  /** All conversations from its roll-out until it was taken back, whoever answered them. */
  readonly conversations: number;
  readonly test: Rollout['test'];
}

/**
 * One assistant's life over the public graph: people come and talk, some say what they think; every night the schedule retrains, every
 * morning an admin approves what the gate lets pass. Once a version that learned from the slipped sheet was refused or taken back, the
 * reviewer accepts what people had said after all.
 */
export async function live(
  malha: OwnMalha,
  helpDesk: HelpDesk,
  { onDay, ...life }: Life & { onDay?: (day: Day) => void },
): Promise<Lived> {
  const { seed, slip } = life;
  const world = dealWorld(helpDesk.examples, life);
  const people = drawPeople(life.people, { seed, languages: helpDesk.languages });
  const connect = (token?: string) => patientGraph(malha.graph(token));
  const admin = await Admin.open(connect(), helpDesk, world);
  const town = { malha, connect, admin, world, people, app: connect(await appToken(malha)) };
  await admin.setPolicy({
    cron: '0 3 * * *',
    timeZone: 'UTC',
    volume: null,
    debounceMinutes: 0,
    rollout: life.canary ? 'CANARY' : 'IMMEDIATE',
  });
  if (life.canary) await admin.setCanaryPlan({ steps: life.canary });
  await admin.requestRetraining('the first version');
  await admin.decide(await admin.lastRun());
  const first = await championOf(admin);

  const days: Day[] = [];
  const underTest: UnderTest[] = [];
  const sheet: SheetRow[] = [];
  let slipped: readonly SheetRow[] = [];
  const mend = async () => {
    await admin.accept(slipped);
    slipped = [];
  };
  for (let day = 1; day <= life.days; day++) {
    const { counts, given } = await playDay(town, { life, day, underTest });
    sheet.push(...given);
    const { rolledBack, watched } = await takeBacks(admin, underTest);
    if (rolledBack.some((version) => version.isBad)) await mend();
    if (slip?.day === day) {
      slipped = sheet.slice(-slip.feedbacks);
      await admin.relabel(slipped.map(({ feedbackId }, i) => ({ feedbackId, intent: slipped.at(i - 1)!.intent })));
    }
    await malha.pass(NIGHT_UNTIL_TRAINING_H * HOUR_MS);
    const trained = await admin.lastRun();
    const isBad = slipped.length > 0;
    // Who has overridden the gate waits and sees: what took over from that version would be held against it.
    const decision = underTest.some((version) => version.isBad)
      ? 'WAITS'
      : await admin.decide(trained, { overrides: isBad && life.isGateOff === true });
    if (trained.version && (decision === 'APPROVED' || decision === 'OVERRIDDEN'))
      underTest.push({ id: trained.version.id, number: trained.version.number, isBad, conversations: 0 });
    if (isBad && decision === 'REFUSED') await mend();
    await malha.pass(TRAINING_UNTIL_MORNING_H * HOUR_MS);
    days.push({
      day,
      ...counts,
      champion: await championOf(admin),
      trained: trained.version && {
        number: trained.version.number,
        accuracy: trained.version.evaluation.accuracy.value,
        verdict: trained.version.evaluation.verdict,
      },
      decision,
      rolledBack,
      watched,
    });
    onDay?.(days.at(-1)!);
  }
  return { assistantId: admin.assistantId, first, days };
}

async function championOf(admin: Admin): Promise<Day['champion']> {
  const { number, evaluation } = await admin.champion();
  return { number, accuracy: evaluation.accuracy.value };
}

interface Town {
  readonly malha: OwnMalha;
  readonly connect: (token: string) => TestGraph;
  readonly admin: Admin;
  readonly world: World;
  readonly people: readonly Person[];
  readonly app: TestGraph;
}

/** A feedback, and the intent that its giver had in mind. */
interface SheetRow {
  readonly feedbackId: string;
  readonly intent: string;
}

interface UnderTest {
  readonly id: string;
  readonly number: number;
  readonly isBad: boolean;
  conversations: number;
}

async function playDay(
  town: Town,
  { life, day, underTest }: { life: Life; day: number; underTest: readonly UnderTest[] },
): Promise<{ counts: Pick<Day, 'conversations' | 'turns' | 'opinions' | 'rightAtOnce'>; given: SheetRow[] }> {
  const courses: Course[] = [];
  const given: SheetRow[] = [];
  for (let wave = 0; wave < life.waves; wave++) {
    const count = shareOf(life.conversationsADay, wave, life.waves);
    for (const { course, wish, desk } of await visits(town, { seed: life.seed, day, wave, count })) {
      courses.push(course);
      if (wish.intent !== null)
        for (const feedbackId of desk.feedbackIds) given.push({ feedbackId, intent: wish.intent });
    }
    for (const version of underTest) version.conversations += count;
    await town.malha.pass((DAY_H / life.waves) * HOUR_MS);
  }
  const sum = (of: (course: Course) => number) => courses.reduce((total, course) => total + of(course), 0);
  const counts = {
    conversations: courses.length,
    turns: sum(({ turns }) => turns),
    opinions: sum(({ opinions }) => opinions),
    rightAtOnce: sum(({ isRightAtOnce }) => (isRightAtOnce ? 1 : 0)) / courses.length,
  };
  return { counts, given };
}

/** People of one wave, all at once. Who comes with what wish is drawn before anybody speaks: the order of replies changes nothing. */
function visits(
  { connect, admin, world, people, app }: Town,
  { seed, day, wave, count }: { seed: number; day: number; wave: number; count: number },
): Promise<{ course: Course; wish: Wish; desk: GraphDesk }[]> {
  const planned = Array.from({ length: count }, (_, i) => {
    const draw = drawOf(seed, 3, day, wave, i);
    const person = pick(people, draw);
    return { draw, person, wish: world.nextWish(person.language, draw) };
  });
  const opened = { assistantId: admin.assistantId, graph: app, connect };
  return Promise.all(
    planned.map(async ({ person, wish, draw }) => {
      const desk = await openDesk(opened, person);
      return { course: await converse(person, { wish, intents: world.intents, draw }, desk), wish, desk };
    }),
  );
}

/** Of those under test, what was rolled back since, and what was counted of the last; what another took over from is no longer looked at. */
async function takeBacks(admin: Admin, underTest: UnderTest[]): Promise<Pick<Day, 'rolledBack' | 'watched'>> {
  const rolledBack: RolledBack[] = [];
  let watched: Day['watched'] = null;
  for (const version of underTest.splice(0)) {
    const last = (await admin.deploymentsOf(version.id)).at(-1);
    if (last?.test) watched = { number: version.number, test: last.test };
    if (last?.state === 'ROLLED_BACK') rolledBack.push({ ...version, test: last.test });
    else if (last?.state !== 'SUPERSEDED') underTest.push(version);
  }
  return { rolledBack, watched };
}

function shareOf(count: number, wave: number, waves: number): number {
  return Math.floor((count * (wave + 1)) / waves) - Math.floor((count * wave) / waves);
}

async function appToken(malha: OwnMalha): Promise<string> {
  const { issueToken } = await malha
    .graph()
    .data<{ issueToken: { token: string } }>(
      'mutation { issueToken(input: { role: "app", name: "simulated app", expiresInDays: 365 }) { token errors { code } } }',
    );
  return issueToken.token;
}
