import { decodeModel, DEFAULT_PARAMETERS, encodeModel, type Model, trainWith } from '../../nlu/index.ts';
import { ThreadCrew } from '../../pipeline/crew.ts';
import { peers } from '../peers.ts';
import type { Rows } from './public-data.ts';

/** What a classifier says of an utterance; null is out-of-scope. */
export interface Guess {
  /** The best intent, whether or not it was refused. */
  readonly intent: string | null;
  /** How sure it is of that intent, 0..1; what calibration is judged by. */
  readonly confidence: number;
  /** How sure it is that there is an intent. */
  readonly inScope: number;
}

export interface Subject {
  readonly guess: (utterance: string) => Guess | Promise<Guess>;
  /** Where the subject decides by itself what is out-of-scope. */
  readonly accept?: number;
  readonly bytes?: number;
  readonly loadMs?: number;
}

interface OurSubject extends Subject {
  readonly guess: (utterance: string) => Guess;
  readonly model: Model;
}

export type SubjectName = 'fast' | 'best' | 'nlp.js' | 'natural' | 'fastText';

const OUT_OF_SCOPE = 'None';
const PEERS = { 'node-nlp': '4.27.0', natural: '8.1.1', 'fasttext.wasm.js': '1.0.0' };
/** What the peers offer that is used here; they are found at run time, so that their own types do not count. */
const load = <Offered>(name: keyof typeof PEERS) => peers('nlu', PEERS)(name) as Offered;

/** Trains a subject on the training rows; ours takes validation rows for its calibration, the others have no use for them. */
export const SUBJECTS: Readonly<
  Record<SubjectName, (rows: Rows, options: { seed: number; threads: number }) => Promise<Subject>>
> = {
  fast: (rows, options) => trainOurs('fast', rows, options),
  best: (rows, options) => trainOurs('best', rows, options),
  'nlp.js': trainNlpJs,
  natural: trainNatural,
  fastText: trainFastText,
};

/** One of our recipes, as it is after its bytes were read back. */
export async function trainOurs(
  recipe: 'fast' | 'best',
  { train, validation }: Rows,
  { seed, threads }: { seed: number; threads: number },
): Promise<OurSubject> {
  const crew = new ThreadCrew(threads);
  const examples = [...train, ...validation];
  const { model } = await trainWith({ examples, seed, parameters: { ...DEFAULT_PARAMETERS, recipe } }, crew);
  await crew.close();
  const bytes = encodeModel(model);
  const startedAt = performance.now();
  const loaded = decodeModel(bytes);
  const loadMs = performance.now() - startedAt;
  return {
    guess: (utterance) => loaded.interpret(utterance),
    model: loaded,
    accept: loaded.thresholds.accept,
    bytes: bytes.length,
    loadMs,
  };
}

/** The part of node-nlp that is used; it has no types of its own. */
interface NlpManager {
  addDocument(language: string, utterance: string, intent: string): void;
  train(): Promise<void>;
  process(
    language: string,
    utterance: string,
  ): Promise<{ intent: string; score: number; classifications: { intent: string; score: number }[] }>;
}

async function trainNlpJs({ train }: Rows): Promise<Subject> {
  const { NlpManager } = load<{ NlpManager: new (settings: object) => NlpManager }>('node-nlp');
  const manager = new NlpManager({ languages: ['en'], forceNER: false, autoSave: false, nlu: { log: false } });
  for (const { utterance, intent } of train) manager.addDocument('en', utterance, intent ?? OUT_OF_SCOPE);
  await manager.train();
  return {
    guess: async (utterance) => {
      const { classifications } = await manager.process('en', utterance);
      const best = classifications.find(({ intent }) => intent !== OUT_OF_SCOPE);
      return { intent: best?.intent ?? null, confidence: best?.score ?? 0, inScope: best?.score ?? 0 };
    },
  };
}

interface BayesClassifier {
  addDocument(text: string, label: string): void;
  train(): void;
  getClassifications(text: string): { label: string; value: number }[];
}

async function trainNatural({ train }: Rows): Promise<Subject> {
  const { BayesClassifier } = load<{ BayesClassifier: new () => BayesClassifier }>('natural');
  const classifier = new BayesClassifier();
  for (const { utterance, intent } of train) classifier.addDocument(utterance, intent ?? OUT_OF_SCOPE);
  classifier.train();
  return {
    guess: (utterance) => {
      const scores = classifier.getClassifications(utterance);
      const sum = scores.reduce((total, { value }) => total + value, 0);
      const best = scores.find(({ label }) => label !== OUT_OF_SCOPE);
      const confidence = best && sum > 0 ? best.value / sum : 0;
      return { intent: best?.label ?? null, confidence, inScope: confidence };
    },
  };
}

interface FastTextModel {
  predict(text: string, k: number, threshold: number): { size(): number; get(i: number): [number, string] };
}
interface FastText {
  trainSupervised(address: string, settings: object, onProgress: () => void): Promise<FastTextModel>;
}

async function trainFastText({ train }: Rows, { seed }: { seed: number }): Promise<Subject> {
  const { getFastTextClass, getFastTextModule } = load<{
    getFastTextModule: () => Promise<unknown>;
    getFastTextClass: (options: object) => Promise<new () => FastText>;
  }>('fasttext.wasm.js');
  const FastTextClass = await getFastTextClass({ getFastTextModule });
  const lines = train.map(({ utterance, intent }) => `__label__${intent ?? OUT_OF_SCOPE} ${plain(utterance)}\n`);
  // It fetches what it trains on.
  const address = `data:text/plain;base64,${Buffer.from(lines.join('')).toString('base64')}`;
  const settings = {
    lr: 0.5,
    dim: 100,
    epoch: 25,
    wordNgrams: 2,
    minn: 2,
    maxn: 5,
    minCount: 1,
    bucket: 200_000,
    loss: 'softmax',
    seed,
  };
  const model = await new FastTextClass().trainSupervised(address, settings, () => undefined);
  return {
    guess: (utterance) => {
      const found = model.predict(plain(utterance), 2, 0);
      for (let i = 0; i < found.size(); i++) {
        const [confidence, label] = found.get(i);
        const intent = label.replace('__label__', '');
        if (intent !== OUT_OF_SCOPE) return { intent, confidence, inScope: confidence };
      }
      return { intent: null, confidence: 0, inScope: 0 };
    },
  };
}

function plain(utterance: string): string {
  return utterance
    .toLowerCase()
    .replace(/([^\p{L}\p{N}\s])/gu, ' $1 ')
    .trim();
}
