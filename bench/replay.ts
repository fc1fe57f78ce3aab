import { loadHelpDesk } from '../demo/help-desk.ts';
import {
  choiceOf,
  decodeModel,
  DEFAULT_PARAMETERS,
  encodeModel,
  type Example,
  type LanguageHints,
  type Model,
  OPTIONS_OFFERED,
  trainWith,
  type TrainingParameters,
} from '../nlu/index.ts';
import { ThreadCrew } from '../pipeline/crew.ts';
import { replay } from '../pipeline/replay.ts';
import { sql } from 'kysely';
import { type Database, migrate, openDatabase } from '../platform/db/index.ts';
import { languageDetector } from '../platform/language/index.ts';
import { modelsMigrations, type ReplayedTurn } from '../subgraphs/models/index.ts';
import { noteTurns } from '../subgraphs/models/store/observed-store.ts';
import { insertReplayChanges, pageOfChanges, turnsToReplay } from '../subgraphs/models/store/replay-store.ts';
import type { ObservedTurnRow } from '../subgraphs/models/store/tables.ts';
import { startShortEngines } from '../test/kit/engines.ts';
import { median } from './load.ts';
import { loadRows, requireData } from './nlu/public-data.ts';
import { writeResults } from './results.ts';

const TURNS = 2_000;
const ROUNDS = 9;
/** A statement has room for so many parameters. */
const ROWS_AT_ONCE = 1_000;
const TARGET_SECONDS = 2;
/** The champion that answered the turns had learned so much of what the candidate has. */
const CHAMPION_SHARE = 0.5;

type Recipe = TrainingParameters['recipe'];

interface Subject {
  readonly name: string;
  readonly recipe: Recipe;
  readonly train: readonly Example[];
  readonly said: readonly Example[];
}

interface Figures {
  readonly subject: Subject;
  readonly intents: number;
  readonly changed: number;
  /** Milliseconds: the turns read, answered once more for the first time and by the median, the changes kept, the first page read. */
  readonly ms: Record<'read' | 'first' | 'again' | 'kept' | 'page', number>;
}

/** Answers the last 2,000 real turns of an assistant once more, from the database and back into it, as the evidence for a version does. */
export async function run(): Promise<void> {
  requireData();
  const engines = await startShortEngines();
  const db = openDatabase({ url: engines.databaseUrl });
  const figures: Figures[] = [];
  try {
    await migrate({ db, migrations: modelsMigrations });
    // Of the evidence, the changes alone are kept here.
    await sql`alter table models.replay_change drop constraint replay_change_report_id_fkey`.execute(db);
    for (const subject of subjects()) {
      figures.push(await measure(db, subject));
      process.stderr.write(`${subject.name}, ${subject.recipe}: done\n`);
    }
  } finally {
    await db.destroy();
    await engines.stop();
  }
  writeResults('replay', [
    `# ${TURNS.toLocaleString('en')} real turns, replayed`,
    '',
    `What a candidate would have said otherwise to the last ${TURNS.toLocaleString('en')} turns, by the code that makes the evidence for a version: the turns come from PostgreSQL, the changes go there. The turns are CLINC150’s test rows and, of the demo assistant, its own utterances, learned ones among them, answered by a champion that learned half of what the candidate has. One thread; the median of ${ROUNDS}, and the first, when the engine has compiled nothing yet.`,
    '',
    '| assistant | recipe | intents | replies that change | turns read, ms | answered again, ms (first) | changes kept, ms | first page of 100, ms | in all, first, s | target, s | |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...figures.map(row),
  ]);
}

function row({ subject, intents, changed, ms }: Figures): string {
  const seconds = (ms.read + ms.first + ms.kept) / 1_000;
  const verdict = seconds <= TARGET_SECONDS ? 'met' : '**missed**';
  return `| ${subject.name} | *${subject.recipe}* | ${intents} | ${changed} | ${inMs(ms.read)} | ${inMs(ms.again)} (${inMs(ms.first)}) | ${inMs(ms.kept)} | ${inMs(ms.page)} | ${seconds.toFixed(2)} | ≤ ${TARGET_SECONDS} | ${verdict} |`;
}

function subjects(): Subject[] {
  const clinc = loadRows('clinc150');
  const desk = loadHelpDesk().examples.map(({ utterance, intent, language, split }, i): Example => ({
    id: `demo_${i}`,
    utterance,
    intent,
    language,
    weight: 1,
    split,
  }));
  const demo = { name: 'the demo assistant', train: desk.filter(({ split }) => split === 'train'), said: desk };
  const public150 = { name: 'CLINC150', train: [...clinc.train, ...clinc.validation], said: clinc.test };
  return (['fast', 'best'] as const).flatMap((recipe) => [
    { ...demo, recipe },
    { ...public150, recipe },
  ]);
}

async function measure(db: Database, subject: Subject): Promise<Figures> {
  const { train, recipe } = subject;
  const candidate = await learn(train, recipe);
  const champion = await learn(
    train.filter((_, i) => i % 2 < 2 * CHAMPION_SHARE),
    recipe,
  );
  const hints: LanguageHints =
    candidate.languages.length > 1 ? { languageScores: (await languageDetector()).scoresOf } : {};
  const assistantId = `asst_${subject.name}_${recipe}`;
  await sayTurns(db, { assistantId, said: subject.said, champion, hints });
  const intents = candidate.intents.map((name) => ({ name, hasAnswer: true }));

  const read = { assistantId, last: TURNS, options: OPTIONS_OFFERED };
  let turns: ReplayedTurn[] = [];
  let changes: ReturnType<typeof replay> = [];
  const readMs = await medianMs(async () => (turns = await turnsToReplay(db, read)));
  const tookMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    tookMs.push(await msOf(() => (changes = replay(candidate, { turns, intents }, hints))));
  let report = 0;
  const reportId = () => `report_${assistantId}_${report}`;
  const keptMs = await medianMs(async () => {
    report++;
    await insertReplayChanges(db, reportId(), changes);
  });
  const pageMs = await medianMs(() =>
    pageOfChanges(db, { reportId: reportId(), filter: {} }, { limit: 100, from: undefined, direction: 'forward' }),
  );
  return {
    subject,
    intents: intents.length,
    changed: changes.length,
    ms: { read: readMs, first: tookMs[0]!, again: median(tookMs), kept: keptMs, page: pageMs },
  };
}

/** Has a champion answer as many utterances as there are turns, and keeps them as the queue's consumer does. */
async function sayTurns(
  db: Database,
  {
    assistantId,
    said,
    champion,
    hints,
  }: { assistantId: string; said: readonly Example[]; champion: Model; hints: LanguageHints },
): Promise<void> {
  const known = new Set(champion.intents);
  const rows = Array.from({ length: TURNS }, (_, i): ObservedTurnRow => {
    const { utterance, language } = said[i % said.length]!;
    const interpretation = champion.interpret(utterance, hints);
    const { kind } = choiceOf(interpretation, known);
    return {
      turnId: `turn_${assistantId}_${i}`,
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, i)),
      assistantId,
      conversationId: `conversation_${i}`,
      endUserId: null,
      turnIndex: 0,
      utterance,
      language,
      chosenIntent: null,
      intent: interpretation.isOutOfScope ? null : interpretation.intent,
      confidence: interpretation.confidence,
      isOutOfScope: interpretation.isOutOfScope,
      isCloseCall: interpretation.isCloseCall,
      ranking: interpretation.ranking
        .slice(0, OPTIONS_OFFERED)
        .map(({ intent, confidence }) => ({ intent, confidence })),
      modelVersionId: 'version_champion',
      deploymentId: null,
      replyKind: kind === 'NONE' ? 'FALLBACK' : kind,
      latencyMs: 1,
      tags: [],
    };
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await noteTurns(db, rows.slice(from, from + ROWS_AT_ONCE));
}

async function learn(examples: readonly Example[], recipe: Recipe): Promise<Model> {
  const crew = new ThreadCrew();
  const { model } = await trainWith({ examples, seed: 1, parameters: { ...DEFAULT_PARAMETERS, recipe } }, crew);
  await crew.close();
  return decodeModel(encodeModel(model));
}

async function msOf(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function medianMs(work: () => unknown): Promise<number> {
  const tookMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) tookMs.push(await msOf(work));
  return median(tookMs);
}

function inMs(value: number): string {
  return value.toFixed(0);
}
