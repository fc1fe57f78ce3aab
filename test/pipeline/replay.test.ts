import { describe, expect, it } from 'vitest';
import type { Interpretation, Model } from '../../nlu/index.ts';
import { replay } from '../../pipeline/replay.ts';
import type { ReplayedTurn } from '../../subgraphs/models/index.ts';

/** A model that answers what it is told: "grades", "grades? loans?" for a close call, "" for a refusal. */
const parrot: Model = {
  intents: ['grades', 'loans', 'hours'],
  languages: ['en'],
  learnedEntityTypes: [],
  extractorFor: () => ({ extract: () => [] }),
  encoder: null,
  thresholds: { accept: 0.5, margin: 0, cost: { wrongAnswer: 1, falseRejection: 1, question: 1, outOfScopeShare: 0 } },
  interpret(utterance): Interpretation {
    const words = utterance.split(' ').filter(Boolean);
    return {
      intent: words[0]?.replace('?', '') ?? 'grades',
      confidence: 0.8,
      inScope: 0.8,
      isOutOfScope: words.length === 0,
      isCloseCall: utterance.includes('?'),
      language: 'en',
      ranking: words.map((word) => ({ intent: word.replace('?', ''), confidence: 0.4 })),
      entities: [],
    };
  },
};
const intents = [
  { name: 'grades', hasAnswer: true },
  { name: 'loans', hasAnswer: true },
  { name: 'hours', hasAnswer: false },
];

let made = 0;
function turn(utterance: string, served: string[], said: Partial<ReplayedTurn> = {}): ReplayedTurn {
  made++;
  const kind = served.length === 0 ? 'NONE' : served.length === 1 ? 'ANSWER' : 'DISAMBIGUATION';
  return {
    turnId: `turn_${String(made).padStart(3, '0')}`,
    at: new Date(Date.UTC(2026, 0, 1) + made * 1_000).toISOString(),
    utterance,
    language: 'en',
    served: { kind, intents: served, confidence: 0.7 },
    verdict: null,
    correctedIntent: null,
    ...said,
  };
}
const replayed = (...turns: ReplayedTurn[]) => replay(parrot, { turns, intents }, {});

describe('a replay', () => {
  it('is of no change where the same would be served', () => {
    expect(replayed(turn('grades', ['grades']), turn('', []), turn('grades? loans?', ['loans', 'grades']))).toEqual([]);
  });

  it('finds another answer, a new one, a lost one, and questions that come, go and change', () => {
    const changes = replayed(
      turn('loans', ['grades']),
      turn('loans', []),
      turn('', ['loans']),
      turn('grades? loans?', ['grades']),
      turn('grades', ['grades', 'loans']),
      turn('grades? hours?', ['grades', 'loans']),
    );
    expect(changes.map(({ served, next }) => `${served.kind} → ${next.kind}`).toSorted()).toEqual([
      'ANSWER → ANSWER',
      'ANSWER → DISAMBIGUATION',
      'ANSWER → NONE',
      'DISAMBIGUATION → ANSWER',
      'DISAMBIGUATION → DISAMBIGUATION',
      'NONE → ANSWER',
    ]);
  });

  it('serves nothing for an intent without an answer, and asks about no intent that is gone', () => {
    expect(replayed(turn('hours', ['grades']))[0]?.next.kind).toBe('NONE');
    expect(replayed(turn('grades? gone?', ['loans']))[0]?.next).toMatchObject({ kind: 'ANSWER', intents: ['grades'] });
  });

  it('says of each change what users’ feedback says of it, the most harmful first', () => {
    const changes = replayed(
      turn('loans', ['grades'], { verdict: 'CORRECTION', correctedIntent: 'loans' }),
      turn('loans', ['grades'], { verdict: 'UNHELPFUL' }),
      turn('loans', ['grades']),
      turn('loans', ['grades'], { verdict: 'CORRECTION', correctedIntent: 'hours' }),
      turn('loans', ['grades'], { verdict: 'HELPFUL' }),
      turn('loans? grades?', ['grades'], { verdict: 'CORRECTION', correctedIntent: 'loans' }),
    );
    expect(changes.map(({ effect }) => effect)).toEqual([
      'BREAKS',
      'STILL_WRONG',
      'STILL_WRONG',
      'UNJUDGED',
      'MAY_FIX',
      'FIXES',
    ]);
    // Newest first among equals.
    expect(changes[1]!.at > changes[2]!.at).toBe(true);
  });

  it('takes a question with unknown options for the same question', () => {
    const old = turn('grades? loans?', ['grades', 'loans']);
    expect(replayed({ ...old, served: { ...old.served, intents: [] } })).toEqual([]);
  });
});
