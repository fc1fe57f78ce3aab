import type { Database } from '../../platform/db/index.ts';
import { nearEqualKey } from '../../nlu/index.ts';
import type { RoomCall, Rooms } from '../kit/index.ts';
import { admitStaff } from './access.ts';
import { deriveLabels, type LabelConflict } from './labels.ts';
import { askSeedIntents } from './neighbours.ts';
import { readEvidence } from './store/evidence.ts';

/**
 * What feedback disagrees about now, with itself or with a seed example, in the order of the utterances: each teaches nothing until it is
 * reviewed. Which examples there are, nlp says. @throws Forbidden, Unavailable
 */
export async function findConflicts(
  { db, rooms }: { db: Database; rooms: Rooms },
  assistantId: string,
  call: RoomCall,
): Promise<LabelConflict[]> {
  admitStaff(call.identity);
  const evidence = await readEvidence(db, assistantId);
  const utterances = new Map(evidence.map(({ utterance }) => [nearEqualKey(utterance), utterance]));
  const seeds = await askSeedIntents(rooms, { assistantId, utterances: [...utterances.values()] }, call);
  return deriveLabels(evidence, (key) => seeds.get(utterances.get(key) ?? '')).conflicts.toSorted((a, b) =>
    a.utterance < b.utterance ? -1 : 1,
  );
}
