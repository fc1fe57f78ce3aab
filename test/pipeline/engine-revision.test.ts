import { describe, expect, it } from 'vitest';
import { engineRevision } from '../../pipeline/engine-revision.ts';

describe('the revision of the engine', () => {
  it('is the sha256 of the code of the model, the same whenever it is asked for', () => {
    expect(engineRevision()).toMatch(/^[0-9a-f]{64}$/);
    expect(engineRevision()).toBe(engineRevision());
  });
});
