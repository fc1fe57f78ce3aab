import type { QueueMessage } from './message-queue.ts';

export interface BatchOutcome {
  /** Done for good, in the order received; nothing after a failure of its own group. */
  done: QueueMessage[];
  /** The first of its group that is not done, where it was tried. */
  failed: QueueMessage[];
  /** Successors of a failed one: not done, and not to blame. */
  heldBack: QueueMessage[];
}

export interface BatchOptions {
  handleBatch: (messages: readonly QueueMessage[]) => Promise<readonly string[]>;
  /** Asked about a message that failed alone: true when it has been put away for good and no longer holds back its group. */
  bury?: (message: QueueMessage, error: unknown) => Promise<boolean>;
  onError?: (error: unknown, messages: readonly QueueMessage[]) => void;
}

/**
 * Works off one batch so that each group stays in order: all at once and, where some of it fails, the rest one by one, so that a message
 * that can never succeed takes nobody along. SQS hands out several messages of a group at a time, and counts an attempt for each of them.
 */
export async function workOff(messages: readonly QueueMessage[], options: BatchOptions): Promise<BatchOutcome> {
  const { doneIds, error } = await attemptOf(messages, options);
  const done = doneInOrder(messages, doneIds);
  if (done.length === messages.length) return { done, failed: [], heldBack: [] };
  const [first, ...others] = messages;
  if (first && others.length === 0) {
    const isBuried = await options.bury?.(first, error);
    return isBuried ? { done: [first], failed: [], heldBack: [] } : { done: [], failed: [first], heldBack: [] };
  }
  const known = new Set(done);
  const rest = await oneByOne(
    messages.filter((message) => !known.has(message)),
    options,
  );
  return { ...rest, done: [...done, ...rest.done] };
}

async function oneByOne(messages: readonly QueueMessage[], options: BatchOptions): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { done: [], failed: [], heldBack: [] };
  const stopped = new Set<string>();
  for (const message of messages) {
    if (stopped.has(message.groupId)) {
      outcome.heldBack.push(message);
      continue;
    }
    const { done, failed } = await workOff([message], options);
    outcome.done.push(...done);
    outcome.failed.push(...failed);
    if (failed.length > 0) stopped.add(message.groupId);
  }
  return outcome;
}

/** What the handler did behind a failure of the same group counts as not done. */
function doneInOrder(messages: readonly QueueMessage[], doneIds: ReadonlySet<string>): QueueMessage[] {
  const stopped = new Set<string>();
  return messages.filter(({ id, groupId }) => {
    if (!doneIds.has(id)) stopped.add(groupId);
    return !stopped.has(groupId);
  });
}

async function attemptOf(
  messages: readonly QueueMessage[],
  { handleBatch, onError }: BatchOptions,
): Promise<{ doneIds: ReadonlySet<string>; error?: unknown }> {
  try {
    return { doneIds: new Set(await handleBatch(messages)) };
  } catch (error) {
    onError?.(error, messages);
    return { doneIds: new Set(), error };
  }
}
