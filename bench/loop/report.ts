import { wilsonInterval } from '../../nlu/index.ts';
import type { Lived, RolledBack } from '../../test/kit/simulation/life.ts';
import { type Alarm, CANARY_STEPS, type Challenger, CHALLENGERS, type Watches } from './direct.ts';
import { type Arm, CONVERSATIONS_A_DAY, PATIENT_STEPS, PEOPLE, SLIPPED_DAY, TAUGHT_AN_INTENT } from './lives.ts';

/** What a run of the benchmark has to tell. */
export function loopReport({
  lives,
  watches,
  engine,
}: {
  lives: ReadonlyMap<Arm, readonly Lived[]>;
  watches: readonly Watches[];
  /** Of whose code all of it was measured. */
  engine: string;
}): string[] {
  const gated = lives.get('gate') ?? [];
  return [
    '# The loop, simulated',
    '',
    `The demo help desk, taught ${TAUGHT_AN_INTENT} examples an intent and language; ${CONVERSATIONS_A_DAY} conversations a day by ${PEOPLE} simulated people, each about a wish whose first words nobody has said before and the assistant was not taught. Most people say nothing, some often say whether it helped or what they had meant, and now and then what is not so. Every night the schedule retrains; every morning an admin approves what the gate lets pass, and does nothing else.`,
    '',
    `On the evening of day ${SLIPPED_DAY} a reviewer relabels the last 200 feedbacks from a sheet whose intents have slipped by a row. Once a version that learned from it was refused or taken back, the reviewer accepts what people had said after all: from then on these labels weigh as reviewed ones.`,
    '',
    '## Over the public graph',
    '',
    'The whole program in one process (gateway, six rooms, worker, embedded PostgreSQL, SQS and S3) on a clock that jumps from one wave of people to the next; after each wave all messages are delivered and the minute’s tick runs.',
    '',
    ...(gated[0]
      ? ['![Accuracy by day](loop.svg)', '', ...gated.flatMap(daysTable)]
      : ['No such life was played to its end in the time given.']),
    '',
    '### The bad version with the gate off',
    '',
    `What the gate refuses goes into service by an admin’s override, and the admin then waits and sees; the sequential test on what users say and on what the version answers is all that is left. In a canary of ${planOf(PATIENT_STEPS)}, and after it took over at once. All conversations count from the decision on, whoever answered them; the tick runs six times a day, after each wave of people. What it is held against is the champion beside it in the canary, and else all that was in service in the week before.`,
    '',
    '| | seed | conversations until the evening on which it had gone | met by it until it was taken back | answered at once | champion’s conversations | answered at once | its voices | helped | champion’s voices | helped | p-value |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...(['canary', 'at once'] as const).flatMap((arm) =>
      (lives.get(arm) ?? []).flatMap((life, i) => badRows(arm, i + 1, life)),
    ),
    '',
    ...alarmsOfGood(lives),
    '',
    'By what users say alone it stayed: in such a life at commit 55a0d7a, which watched nothing else, 161 of its 308 voices in a week were helped, 158 of 259 before (p = 1), while the first reply was right in 20 % of the conversations instead of 58 %. It is unsure and asks back; half as much is said outright, and who picks the right option counts as helped. Hence the watch over what is answered at once, of which 10 points less are tolerated ([ADR 0013](../../docs/adr/0013-a-version-that-answers-less-goes-back-too.md)).',
    '',
    `## The watch over roll-outs, ${watches.length} seeds`,
    '',
    `The same people talk to models themselves: no HTTP, no database, no queue. What decides is the very code of the program (subgraphs/models/rollout/hearing.ts, nlu/sequential.ts), asked after every single conversation; the program asks once a minute. Canary: ${planOf(CANARY_STEPS)}. The challenger is the champion once more, so that every alarm is a false one; a version trained on the slipped sheet, which is unsure; or one to which every third intent was taught as another, which is as sure as the champion, and wrong.`,
    '',
    '| challenger | takes over | taken back | of them in the canary | of them by what it answers | conversations until then, median (90 %) | voices, median |',
    '|---|---|---|---|---|---|---|',
    ...CHALLENGERS.flatMap((challenger) => [
      watchRow(
        challenger,
        'by canary',
        watches.map((watched) => watched[challenger].byCanary),
      ),
      watchRow(
        challenger,
        'at once',
        watches.map((watched) => watched[challenger].atOnce),
      ),
    ]),
    '',
    'A false alarm is promised to at most 5 % of versions in the canary and to 5 % in the week after it, what users say and what is answered together; intervals are Wilson’s, 95 %. Conversations and voices are those of the versions that were taken back, within the week that a version is watched: by voices alone, a loss of 20 points takes some 210 conversations with a verdict in the median and 490 in one case of ten ([ADR 0013](../../docs/adr/0013-a-version-that-answers-less-goes-back-too.md)), so that at some forty a day many of the sure and wrong ones are still there when it ends.',
    '',
    `Engine (nlu/) of revision ${engine.slice(0, 12)}.`,
  ];
}

function daysTable({ first, days }: Lived): string[] {
  return [
    `| day | conversations | first reply right, % | people’s opinions | trained: accuracy, % | against the champion | decision | in service: version | its accuracy, % |`,
    '|---|---|---|---|---|---|---|---|---|',
    `| 0 | – | – | – | – | – | – | ${first.number} | ${percent(first.accuracy)} |`,
    ...days.map(
      ({ day, conversations, rightAtOnce, opinions, trained, decision, champion, rolledBack }) =>
        `| ${day} | ${conversations} | ${percent(rightAtOnce)} | ${opinions} | ${trained ? percent(trained.accuracy) : '–'} | ${trained ? words(trained.verdict) : '–'} | ${words(decision)}${rolledBack.map(({ number }) => `; version ${number} taken back`).join('')} | ${champion.number} | ${percent(champion.accuracy)} |`,
    ),
    '',
  ];
}

function badRows(arm: Arm, seed: number, { days }: Lived): string[] {
  const bad = days.flatMap(({ rolledBack }) => rolledBack).filter(({ isBad }) => isBad);
  if (bad.length > 0) return bad.map((version) => badRow(arm, seed, version));
  const served = days.find(({ decision }) => decision === 'OVERRIDDEN')?.day;
  return [
    `| ${arm} | ${seed} | ${served === undefined ? 'never served' : `in service after day ${served}, and not taken back by day ${days.length}`} | | | | | | | | | |`,
  ];
}

function badRow(arm: Arm, seed: number, { conversations, test }: RolledBack): string {
  const figures = test
    ? `${test.conversations} | ${percent(test.answeredRate ?? 0)} % | ${test.championConversations} | ${percent(test.championAnsweredRate ?? 0)} % | ${test.voices} | ${percent(test.helpfulRate ?? 0)} % | ${test.championVoices} | ${percent(test.championHelpfulRate ?? 0)} % | ${test.pValue.toPrecision(2)}`
    : '| | | | | | | | ';
  return `| ${arm} | ${seed} | ${conversations} | ${figures} |`;
}

/** Versions that learned from what people said alone, and were taken back all the same. */
function alarmsOfGood(lives: ReadonlyMap<Arm, readonly Lived[]>): string[] {
  const days = [...lives.values()].flat().flatMap((life) => life.days);
  const good = days.flatMap(({ rolledBack }) => rolledBack).filter(({ isBad }) => !isBad);
  const served = days.filter(({ decision }) => decision === 'APPROVED').length;
  return [
    `Of the ${served} versions that went into service through the gate in all these lives, ${good.length} were taken back.`,
  ];
}

const WATCHED: Readonly<Record<Challenger, string>> = {
  same: 'the champion itself',
  slipped: 'of the slipped sheet',
  mistaken: 'sure, and wrong of a third',
};

function watchRow(challenger: Challenger, how: string, alarms: readonly (Alarm | null)[]): string {
  const raised = alarms.filter((alarm) => alarm !== null);
  const { low, high } = wilsonInterval(raised.length, alarms.length);
  const share = `${raised.length} of ${alarms.length} = ${percent(raised.length / alarms.length)} % (${percent(low)}–${percent(high)})`;
  const inCanary = how === 'at once' ? '–' : raised.filter(({ phase }) => phase === 'CANARY').length;
  const conversations = raised.map((alarm) => alarm.conversations);
  const long = raised.length > 0 ? `${quantile(conversations, 0.5)} (${quantile(conversations, 0.9)})` : '–';
  const voices =
    raised.length > 0
      ? quantile(
          raised.map((alarm) => alarm.voices),
          0.5,
        )
      : '–';
  const byAnswers = raised.filter(({ by }) => by === 'ANSWERS').length;
  return `| ${WATCHED[challenger]} | ${how} | ${share} | ${inCanary} | ${byAnswers} | ${long} | ${voices} |`;
}

function planOf(steps: readonly { share: number; minimumVoices: number }[]): string {
  return steps
    .map(({ share, minimumVoices }) => `${100 * share} %${minimumVoices > 0 ? ` until ${minimumVoices} voices` : ''}`)
    .join(', then ');
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function words(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}
