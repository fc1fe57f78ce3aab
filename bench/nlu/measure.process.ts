// Trains one classifier on public data in a process of its own and prints what it measured as one line of JSON.
import type { Example } from '../../nlu/index.ts';
import { auroc } from '../../nlu/evaluate.ts';
import { DEFAULT_COST } from '../../nlu/thresholds.ts';
import { type DataSet, loadRows } from './public-data.ts';
import { type Guess, type Subject, type SubjectName, SUBJECTS } from './subjects.ts';

export interface MeasureTask {
  readonly subject: SubjectName;
  readonly dataSet: DataSet;
  readonly seed: number;
  readonly threads: number;
  /** Names what the figures are for: accuracy at any hour, times on a machine that does nothing else. */
  readonly purpose: 'quality' | 'speed';
  readonly shots?: number;
}

export interface Measured {
  /** In-scope, nothing refused. */
  readonly top1: number;
  /** With the threshold: the subject's own, or the one that costs least on validation. Null without out-of-scope rows. */
  readonly joint: { readonly accuracy: number; readonly recall: number; readonly auroc: number } | null;
  readonly calibrationError: number;
  readonly trainSeconds: number;
  readonly meanUs: number;
  readonly p99Us: number;
  /** The most that the whole process held. */
  readonly megabytes: number;
  readonly modelMegabytes: number | null;
  readonly loadMs: number | null;
}

interface Judged extends Guess {
  readonly actual: string | null;
}

const [given = '{}'] = process.argv.slice(2);
const task = JSON.parse(given) as MeasureTask;
const rows = loadRows(task.dataSet, { ...(task.shots && { shots: task.shots }), seed: task.seed });
const startedAt = performance.now();
const subject = await SUBJECTS[task.subject](rows, task);
const trainSeconds = (performance.now() - startedAt) / 1_000 - (subject.loadMs ?? 0) / 1_000;
const validation = subject.accept === undefined ? await judge(subject, rows.validation) : null;
// The first round warms the compiler up, and is not timed.
if (task.purpose === 'speed') await judge(subject, rows.test);
const times: number[] = [];
const test = await judge(subject, rows.test, times);
times.sort((a, b) => a - b);
const inScope = test.filter(({ actual }) => actual !== null);
const outOfScope = test.filter(({ actual }) => actual === null);
const accept = subject.accept ?? cheapest(validation ?? []);

const measured: Measured = {
  top1: shareOf(inScope, ({ intent, actual }) => intent === actual),
  joint:
    outOfScope.length === 0
      ? null
      : {
          accuracy: shareOf(inScope, (one) => one.inScope >= accept && one.intent === one.actual),
          recall: shareOf(outOfScope, (one) => one.inScope < accept),
          auroc:
            auroc(
              inScope.map((one) => one.inScope),
              outOfScope.map((one) => one.inScope),
            ) ?? Number.NaN,
        },
  calibrationError: calibrationError(inScope),
  trainSeconds,
  meanUs: times.reduce((sum, time) => sum + time, 0) / times.length,
  p99Us: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
  megabytes: process.resourceUsage().maxRSS / 1_024,
  modelMegabytes: subject.bytes === undefined ? null : subject.bytes / 1e6,
  loadMs: subject.loadMs ?? null,
};
process.stdout.write(`\nMEASURED ${JSON.stringify(measured)}\n`, () => process.exit(0));

async function judge({ guess }: Subject, examples: readonly Example[], took: number[] = []): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const { utterance, intent: actual } of examples) {
    const from = performance.now();
    const answer = guess(utterance);
    const { intent, confidence, inScope: probability } = answer instanceof Promise ? await answer : answer;
    took.push((performance.now() - from) * 1_000);
    judged.push({ actual, intent, confidence, inScope: probability });
  }
  return judged;
}

/** The threshold of least cost, by the cost that ours is chosen by. */
function cheapest(judged: readonly Judged[]): number {
  const known = judged.filter(({ actual }) => actual !== null);
  const strange = judged.filter(({ actual }) => actual === null);
  if (known.length === 0 || strange.length === 0) return 0;
  const { wrongAnswer, falseRejection, outOfScopeShare } = DEFAULT_COST;
  const costAt = (threshold: number) =>
    (1 - outOfScopeShare) *
      (falseRejection * shareOf(known, (one) => one.inScope < threshold) +
        wrongAnswer * shareOf(known, (one) => one.inScope >= threshold && one.intent !== one.actual)) +
    outOfScopeShare * wrongAnswer * shareOf(strange, (one) => one.inScope >= threshold);
  return [...new Set(judged.map((one) => one.inScope))].reduce((best, threshold) =>
    costAt(threshold) < costAt(best) ? threshold : best,
  );
}

function calibrationError(judged: readonly Judged[]): number {
  const surplus = new Float64Array(15);
  for (const { actual, intent, confidence } of judged) {
    surplus[Math.min(Math.floor(confidence * 15), 14)]! += confidence - (intent === actual ? 1 : 0);
  }
  return surplus.reduce((sum, distance) => sum + Math.abs(distance), 0) / judged.length;
}

function shareOf(judged: readonly Judged[], is: (one: Judged) => boolean): number {
  return judged.length > 0 ? judged.filter(is).length / judged.length : 0;
}
