import { setImmediate } from 'node:timers/promises';
import { clusterUtterances, MOST_CLUSTERED, nameClusters } from '../../../nlu/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import { type Connection, type PageArguments, pageRequest, type RoomCall, toConnection } from '../../kit/index.ts';
import { admitStaff } from '../access.ts';
import { type UnrecognisedItem, unrecognisedItems } from '../store/review-items.ts';

/** What two people happen to say alike is no intent yet. */
const FEWEST_ITEMS = 3;
const SAMPLES_SHOWN = 5;
/** Items that one acceptance takes: what is more is proposed again. */
export const ITEMS_ACCEPTED = 200;

/** Items of the inbox that may be one intent, which the assistant does not have. Made anew each time it is asked for, never stored. */
export interface ProposedIntentRow {
  /** Of the item that came first: in no other proposal of the same inbox. */
  firstItemId: string;
  suggestedName: string;
  size: number;
  traffic: number;
  samples: string[];
  itemIds: string[];
}

type ProposalKey = readonly [traffic: number, firstItemId: string];

/** Finds intents that users ask for and the assistant does not have. For staff. */
export class ProposedIntents {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * The clusters of what was not recognised and nobody has decided, of the most frequent items only, what is said most often first.
   * @throws Forbidden; BadUserInput for a page size out of range or a cursor of something else.
   */
  async page(
    assistantId: string,
    page: PageArguments,
    { identity, signal }: RoomCall,
  ): Promise<Connection<ProposedIntentRow>> {
    admitStaff(identity);
    const request = pageRequest<ProposalKey>(page, ['number', 'string']);
    const items = await unrecognisedItems(this.#db, assistantId, MOST_CLUSTERED);
    const proposals = (await propose(items, signal)).sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
    const { from, limit } = request;
    const rows = from ? proposals.filter((proposal) => compareKeys(keyOf(proposal), from) > 0) : proposals;
    return toConnection(rows.slice(0, limit + 1), request, { key: keyOf, node: (row) => row });
  }
}

async function propose(
  items: readonly UnrecognisedItem[],
  signal: AbortSignal | undefined,
): Promise<ProposedIntentRow[]> {
  const utterances = items.map(({ utterance }) => utterance);
  const work = clusterUtterances(utterances, { fewest: FEWEST_ITEMS });
  let step = work.next();
  while (!step.done) {
    await setImmediate(undefined, { signal });
    step = work.next();
  }
  const clusters = step.value;
  const names = nameClusters(utterances, clusters);
  return clusters.map((places, i) => {
    const members = places.flatMap((place) => items[place] ?? []);
    const ids = members.map(({ id }) => id);
    return {
      firstItemId: ids.toSorted()[0] ?? '',
      suggestedName: names[i] ?? '',
      size: members.length,
      traffic: members.reduce((sum, { groupSize }) => sum + groupSize, 0),
      samples: members.slice(0, SAMPLES_SHOWN).map(({ utterance }) => utterance),
      itemIds: ids.slice(0, ITEMS_ACCEPTED),
    };
  });
}

function keyOf({ traffic, firstItemId }: ProposedIntentRow): ProposalKey {
  return [traffic, firstItemId];
}

function compareKeys([traffic, id]: ProposalKey, [otherTraffic, otherId]: ProposalKey): number {
  if (traffic !== otherTraffic) return otherTraffic - traffic;
  if (id === otherId) return 0;
  return id < otherId ? -1 : 1;
}
