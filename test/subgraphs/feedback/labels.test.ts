import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveLabels, type Evidence, MAX_LABEL_WEIGHT } from '../../../subgraphs/feedback/labels.ts';

const NO_SEEDS = () => undefined;
const seededWithAtm = (key: string) => (key === 'my card is stuck' ? 'atm' : undefined);
let said = 0;

/** Somebody says that an utterance has an intent; later calls are said later. */
function evidence(intent: string, more: Partial<Evidence> = {}): Evidence {
  said += 1;
  return {
    feedbackId: `feedback_${String(said).padStart(4, '0')}`,
    author: `user_${said}`,
    isStaffs: false,
    utterance: 'my card is stuck',
    language: 'en',
    intent,
    kind: 'CORRECTION',
    at: new Date(said * 1000),
    ...more,
  };
}
const derive = (...all: Evidence[]) => deriveLabels(all, NO_SEEDS);

describe('labels', () => {
  it('take one correction as it is', () => {
    const correction = evidence('student_card');
    expect(derive(correction)).toEqual({
      labels: [
        {
          utterance: 'my card is stuck',
          intent: 'student_card',
          language: 'en',
          weight: 1,
          feedbackIds: [correction.feedbackId],
          reviewIds: [],
        },
      ],
      conflicts: [],
    });
  });

  it('are one for utterances that differ in case, accents and punctuation alone', () => {
    const { labels } = derive(
      evidence('grades', { utterance: 'Onde está a nota?' }),
      evidence('grades', { utterance: 'onde esta a nota' }),
    );
    expect(labels).toMatchObject([{ utterance: 'Onde está a nota?', weight: 2 }]);
  });

  it.each([
    ['a correction over a choice', 'CORRECTION', 'DISAMBIGUATION_CHOICE'],
    ['a choice over a confirmation', 'DISAMBIGUATION_CHOICE', 'CONFIRMATION'],
    ['a review over a correction', 'REVIEWED', 'CORRECTION'],
  ] as const)('prefer %s', (_, stronger, weaker) => {
    expect(derive(evidence('weak', { kind: weaker }), evidence('strong', { kind: stronger })).labels).toMatchObject([
      { intent: 'strong' },
    ]);
  });

  it('are what a review of the inbox says, which may be that there is none; the latest review counts', () => {
    const corrected = evidence('grades');
    const review = (reviewId: string, intent: string | null) => ({
      ...evidence('', { kind: 'REVIEWED', feedbackId: null, reviewId }),
      intent,
    });
    const relabelled = review('review_1', 'library');
    expect(derive(corrected, relabelled).labels).toMatchObject([
      { intent: 'library', weight: 2, feedbackIds: [], reviewIds: ['review_1'] },
    ]);
    expect(derive(corrected, review('review_2', 'grades')).labels).toMatchObject([
      { weight: 3, feedbackIds: [corrected.feedbackId], reviewIds: ['review_2'] },
    ]);
    expect(derive(corrected, relabelled, review('review_3', null))).toEqual({ labels: [], conflicts: [] });
    expect(derive(review('review_4', null), evidence('atm', { kind: 'REVIEWED' })).labels).toMatchObject([
      { intent: 'atm', reviewIds: [] },
    ]);
  });

  it('teach to refuse what a review calls out of scope, whatever users and a seed example say', () => {
    const of = { utterance: 'tell me a joke' };
    const review = { ...of, feedbackId: null, reviewId: 'review_1', isStaffs: true, kind: 'REVIEWED' } as const;
    const refusal = { ...evidence('none', review), intent: null, isOutOfScope: true };
    expect(deriveLabels([evidence('library', of), refusal], () => 'library')).toEqual({
      labels: [{ ...of, language: 'en', intent: null, weight: 2, feedbackIds: [], reviewIds: ['review_1'] }],
      conflicts: [],
    });
  });

  it('follow the highest sum, not the single strongest voice', () => {
    const { labels } = derive(
      evidence('card', { kind: 'CORRECTION' }),
      ...Array.from({ length: 6 }, () => evidence('library', { kind: 'CONFIRMATION' })),
    );
    expect(labels).toMatchObject([{ intent: 'library', weight: 1.2 }]);
  });

  it('follow a review whatever many others say', () => {
    const { labels, conflicts } = derive(
      evidence('reviewed', { kind: 'REVIEWED' }),
      ...Array.from({ length: 10 }, () => evidence('popular')),
    );
    expect(labels).toMatchObject([{ intent: 'reviewed' }]);
    expect(conflicts).toEqual([]);
  });

  it('follow the latest of two reviews', () => {
    expect(
      derive(evidence('first', { kind: 'REVIEWED' }), evidence('second', { kind: 'REVIEWED' })).labels,
    ).toMatchObject([{ intent: 'second' }]);
  });

  it('count what one user repeats once, and name every feedback behind it', () => {
    const repeats = [1, 2, 3].map(() => evidence('card', { author: 'ana' }));
    expect(derive(...repeats).labels).toMatchObject([
      { weight: 1, feedbackIds: repeats.map(({ feedbackId }) => feedbackId) },
    ]);
  });

  it('take a user at their strongest word, and of equally strong ones at the latest', () => {
    const { labels } = derive(
      evidence('chosen', { author: 'ana', kind: 'DISAMBIGUATION_CHOICE' }),
      evidence('said first', { author: 'ana' }),
      evidence('said last', { author: 'ana' }),
      evidence('confirmed', { author: 'ana', kind: 'CONFIRMATION' }),
    );
    expect(labels).toMatchObject([{ intent: 'said last', weight: 1 }]);
  });

  it('leave a tie to review and train nothing on it', () => {
    const { labels, conflicts } = derive(evidence('card'), evidence('library'));
    expect(labels).toEqual([]);
    expect(conflicts).toMatchObject([
      {
        utterance: 'my card is stuck',
        reason: 'TIE',
        candidates: [
          { intent: 'card', weight: 1 },
          { intent: 'library', weight: 1 },
        ],
      },
    ]);
  });

  it('see a tie of sums that binary fractions would miss', () => {
    const confirmations = (intent: string) => [1, 2, 3, 4, 5].map(() => evidence(intent, { kind: 'CONFIRMATION' }));
    expect(derive(evidence('once'), ...confirmations('often')).conflicts).toMatchObject([{ reason: 'TIE' }]);
  });

  it('leave a conflict with a seed example to review', () => {
    const { labels, conflicts } = deriveLabels([evidence('card')], seededWithAtm);
    expect(labels).toEqual([]);
    expect(conflicts).toMatchObject([{ reason: 'SEED_EXAMPLE', candidates: [{ intent: 'card' }] }]);
  });

  it('leave a conflict with an out-of-scope seed example to review too', () => {
    const { labels, conflicts } = deriveLabels([evidence('card')], () => null);
    expect(labels).toEqual([]);
    expect(conflicts).toMatchObject([{ reason: 'SEED_EXAMPLE', candidates: [{ intent: 'card' }] }]);
    expect(deriveLabels([evidence('card', { kind: 'REVIEWED' })], () => null)).toMatchObject({
      labels: [{ intent: 'card' }],
      conflicts: [],
    });
  });

  it('stand beside a seed example that says the same', () => {
    expect(deriveLabels([evidence('card')], () => 'card').labels).toMatchObject([{ intent: 'card' }]);
  });

  it('let a review overrule a seed example', () => {
    expect(deriveLabels([evidence('card', { kind: 'REVIEWED' })], () => 'atm').labels).toMatchObject([
      { intent: 'card' },
    ]);
  });

  it('never weigh more than the most that one utterance may', () => {
    expect(derive(...Array.from({ length: 50 }, () => evidence('card'))).labels).toMatchObject([
      { weight: MAX_LABEL_WEIGHT },
    ]);
  });

  it('do not depend on the order in which feedback is read', () => {
    const utterances = ['card stuck', 'Card stuck!', 'where is my grade'];
    const kinds = ['REVIEWED', 'CORRECTION', 'DISAMBIGUATION_CHOICE', 'CONFIRMATION'] as const;
    const anyEvidence = fc.record({
      utterance: fc.constantFrom(...utterances),
      intent: fc.constantFrom('card', 'grades', 'library'),
      author: fc.constantFrom('ana', 'bia', 'caio'),
      kind: fc.constantFrom(...kinds),
    });
    const shuffled = fc
      .array(anyEvidence, { maxLength: 12 })
      .map((all) => all.map((one) => evidence(one.intent, one)))
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(derive(...other)).toEqual(derive(...all));
      }),
    );
  });
});
