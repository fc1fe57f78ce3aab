import { describe, expect, it } from 'vitest';
import { lastDays } from '../../console/format/days.ts';
import { curves, lastValues } from '../../console/format/metrics.ts';
import { metric, percent, points, score } from '../../console/format/numbers.ts';
import { duration, relativeTime } from '../../console/format/times.ts';

/** Without the special spaces that Intl sets. */
const plain = (text: string) => text.replace(/\s/g, ' ');

const loss = (step: number, value: number) => ({ name: 'loss', step, value });

describe('numbers', () => {
  it('are written as the language writes them', () => {
    expect(percent(0.9607, 'en')).toBe('96.1%');
    expect(plain(percent(0.9607, 'pt-BR'))).toBe('96,1%');
    expect(score(0.9, 'pt-BR')).toBe('0,90');
    expect(metric(1_758_272, 'en')).toBe('1,758,000');
  });

  it('carry a sign where they are differences, and none at zero', () => {
    expect(points(0.0123, 'en')).toBe('+1.2 pp');
    expect(points(-0.04, 'pt-BR')).toBe('-4,0 p.p.');
    expect(points(0.0001, 'en')).toBe('0.0 pp');
    expect(points(-0.0001, 'en')).toBe('0.0 pp');
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');

  it('are near ones in words and far ones as dates', () => {
    expect(relativeTime('2026-11-22T11:55:30Z', now, 'en')).toBe('4 minutes ago');
    expect(relativeTime('2026-11-21T11:00:00Z', now, 'pt-BR')).toBe('ontem');
    expect(relativeTime('2026-01-05T12:00:00Z', now, 'en')).toBe('Jan 5, 2026');
  });

  it('last at most two units', () => {
    expect(plain(duration(64_000, 'en'))).toBe('1 min 4 sec');
    expect(plain(duration(3_600_000, 'en'))).toBe('1 hr');
    expect(plain(duration(120, 'en'))).toBe('0 sec');
  });

  it('of a chart are all days up to today', () => {
    expect(lastDays(3, new Date('2026-03-01T01:00:00Z'))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });
});

describe('metrics', () => {
  it('make a curve where they were measured more than once', () => {
    const { names, rows } = curves([loss(2, 0.5), loss(1, 0.9), { name: 'accuracy', step: 0, value: 0.96 }]);
    expect(names).toEqual(['loss']);
    expect(rows).toEqual([
      { step: 1, loss: 0.9 },
      { step: 2, loss: 0.5 },
    ]);
  });

  it('break the curve where it pauses', () => {
    expect(curves([loss(1, 0.9), loss(2, 0.5), loss(31, 0.8)]).rows).toEqual([
      { step: 1, loss: 0.9 },
      { step: 2, loss: 0.5 },
      { step: 3 },
      { step: 31, loss: 0.8 },
    ]);
  });

  it('end with their value at the last step', () => {
    expect(lastValues([loss(2, 0.5), loss(1, 0.9)])).toEqual([loss(2, 0.5)]);
  });
});
