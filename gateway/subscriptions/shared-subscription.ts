import type { ExecutionResult } from 'graphql';
import { EventQueue } from './event-queue.ts';
import { readUpstream, type Upstream } from './upstream.ts';

const MAX_WAITING = 1_000;

/** What a shared subscription is made of; `answer` fetches the rest of an event, and every failure is already masked. */
export interface SharedSubscriptionOptions {
  open: (signal: AbortSignal) => Promise<AsyncIterableIterator<ExecutionResult>>;
  answer: (event: ExecutionResult) => Promise<ExecutionResult>;
  /** The last answer of a subscription whose subgraph was lost. */
  lost: (error: unknown) => ExecutionResult;
  /** The last answer of a subscriber that does not read. */
  tooSlow: () => ExecutionResult;
  /** The last subscriber has left; the subscription is not joined again. */
  onEmpty: () => void;
}

type Subscriber = EventQueue<ExecutionResult>;
interface Branch {
  upstream: Upstream;
  newest: string | undefined;
}

/**
 * All subscribers of one operation with equal variables under one authority, on as few subscriptions to the subgraph as is right.
 *
 * The first subscriber opens the *trunk*. Whoever comes before the trunk's first event follows it. Whoever comes later may be owed a beginning of its own
 * (a subscription on one thing begins with its present state), so it gets a *branch*: a subscription to the subgraph for itself. Once branch and trunk
 * have delivered the same newest event, both have told the same story; the branch is closed and its subscriber follows the trunk.
 * "The same" is only believed of events with an `id`: without one, two equal texts could be two events.
 */
export class SharedSubscription {
  readonly #options: SharedSubscriptionOptions;
  readonly #followers = new Set<Subscriber>();
  readonly #branches = new Map<Subscriber, Branch>();
  /** Answers being fetched, by event: subscribers on branches get the same event at the same time. */
  readonly #answering = new Map<string, Promise<ExecutionResult>>();
  #trunk: Upstream | undefined;
  #trunkNewest: string | undefined;

  constructor(options: SharedSubscriptionOptions) {
    this.#options = options;
  }

  get upstreams(): number {
    return (this.#trunk ? 1 : 0) + this.#branches.size;
  }

  /** `onLeave` is called once, when this subscriber's part is over. */
  join(onLeave: () => void = () => undefined): AsyncIterableIterator<ExecutionResult> {
    const subscriber: Subscriber = new EventQueue({
      maxWaiting: MAX_WAITING,
      whenFull: this.#options.tooSlow,
      onClose: () => {
        this.#leave(subscriber);
        onLeave();
      },
    });
    if (this.#trunkNewest !== undefined) this.#openBranch(subscriber);
    else {
      this.#followers.add(subscriber);
      if (!this.#trunk) this.#openTrunk();
    }
    return subscriber;
  }

  /** Subscribes to the subgraph afresh for everyone, as after a reload that moved or changed the subgraph's part. */
  reopen(): void {
    for (const [subscriber, { upstream }] of this.#branches) {
      upstream.close();
      this.#followers.add(subscriber);
    }
    this.#branches.clear();
    this.#trunk?.close();
    this.#trunkNewest = undefined;
    this.#openTrunk();
  }

  /** Ends it for everyone, with `last` where something is to be said. */
  end(last?: ExecutionResult): void {
    for (const subscriber of [...this.#followers, ...this.#branches.keys()]) {
      if (last) subscriber.push(last);
      subscriber.end();
    }
  }

  #openTrunk(): void {
    this.#trunk = readUpstream(this.#options.open, {
      onEvent: (event) => this.#onTrunkEvent(event),
      onEnd: (error) => this.#onTrunkEnd(error),
    });
  }

  #onTrunkEvent(event: ExecutionResult): void {
    const text = JSON.stringify(event);
    this.#trunkNewest = text;
    if (this.#followers.size > 0) {
      const answer = this.#answer(text, event);
      for (const follower of this.#followers) follower.push(answer);
    }
    if (!isIdentified(event)) return;
    for (const [subscriber, branch] of this.#branches) if (branch.newest === text) this.#merge(subscriber, branch);
  }

  #onTrunkEnd(error: unknown): void {
    for (const follower of this.#followers) {
      if (error !== undefined) follower.push(this.#options.lost(error));
      follower.end();
    }
    this.#trunk = undefined;
    // Nobody may follow a trunk that is gone: the next to come opens a new one, branches run on to their own end.
    this.#trunkNewest = undefined;
  }

  #openBranch(subscriber: Subscriber): void {
    const branch: Branch = {
      newest: undefined,
      upstream: readUpstream(this.#options.open, {
        onEvent: (event) => {
          const text = JSON.stringify(event);
          branch.newest = text;
          subscriber.push(this.#answer(text, event));
          if (text === this.#trunkNewest && isIdentified(event)) this.#merge(subscriber, branch);
        },
        onEnd: (error) => {
          if (error !== undefined) subscriber.push(this.#options.lost(error));
          subscriber.end();
        },
      }),
    };
    this.#branches.set(subscriber, branch);
  }

  #merge(subscriber: Subscriber, { upstream }: Branch): void {
    upstream.close();
    this.#branches.delete(subscriber);
    this.#followers.add(subscriber);
  }

  #answer(text: string, event: ExecutionResult): Promise<ExecutionResult> {
    let answer = this.#answering.get(text);
    if (!answer) {
      answer = this.#options.answer(event).finally(() => this.#answering.delete(text));
      this.#answering.set(text, answer);
    }
    return answer;
  }

  #leave(subscriber: Subscriber): void {
    this.#followers.delete(subscriber);
    this.#branches.get(subscriber)?.upstream.close();
    this.#branches.delete(subscriber);
    if (this.#followers.size + this.#branches.size > 0) return;
    this.#trunk?.close();
    this.#trunk = undefined;
    this.#trunkNewest = undefined;
    this.#options.onEmpty();
  }
}

function isIdentified({ data }: ExecutionResult): boolean {
  const root: unknown = data && Object.values(data)[0];
  return typeof root === 'object' && root !== null && 'id' in root && typeof root.id === 'string';
}
