/** A message on its way out. Messages of one group arrive in the order they were sent. */
export interface OutgoingMessage {
  groupId: string;
  /** The queue drops a second message with the same id for five minutes; consumers stay idempotent for all the time after. */
  deduplicationId: string;
  /** JSON text. A queue takes 1 MiB, or 256 KiB where it is older: see its `MaximumMessageSize`. */
  body: string;
}

export interface SendOutcome {
  /** How many got through, from the first on. */
  sent: number;
  /** Why the next one did not, where there is one. */
  failure?: SendFailure | undefined;
}

export interface SendFailure {
  code: string;
  /** The message itself is to blame: the queue would refuse it again. */
  isMessageAtFault: boolean;
}

export interface QueueMessage {
  id: string;
  groupId: string;
  deduplicationId: string;
  body: string;
  /** Attempts so far, this one included. */
  receiveCount: number;
}

/** How many messages lie where, approximately. */
export interface QueueDepth {
  /** In the queue, for a consumer to take. */
  waiting: number;
  /** Taken by a consumer and not yet done. */
  inFlight: number;
  /** In the dead-letter queue behind it. */
  deadLetters: number;
}

export interface ConsumeOptions {
  /**
   * Works off messages of any groups, those of one group in order, and returns the ids that are done for good (committed).
   * The first message of a group that is not done holds back its successors. When it throws, the messages are given again one by one,
   * so that a bad message fails alone; it must be idempotent.
   */
  handleBatch: (messages: readonly QueueMessage[]) => Promise<readonly string[]>;
  /** Batches of up to ten messages worked off side by side. */
  instances?: number;
  /** Aborting it stops like `stop`. */
  signal?: AbortSignal;
  /** Seconds until a failed message is tried again. */
  retryDelaySeconds?: (receiveCount: number) => number;
}

export interface Consumption {
  /** Resolves when the batches in work are done and acknowledged. Safe to call twice. */
  stop(): Promise<void>;
}

/** A FIFO queue with a dead-letter queue behind it. */
export interface MessageQueue {
  readonly url: string;
  /**
   * Sends in order up to the first message that does not get through; some after it may have, and sending those again is safe.
   * Rejects where none gets through and no message is to blame: the queue is away, or refuses us.
   */
  sendBatch(messages: readonly OutgoingMessage[]): Promise<SendOutcome>;
  consume(options: ConsumeOptions): Consumption;
  /**
   * Sends what is in the dead-letter queue through the queue again, in order, up to `limit` messages; resolves to how many. Rejects where
   * it is not known which queue that is.
   */
  redrive(options?: { limit?: number }): Promise<number>;
  /** Approximate, as SQS counts. */
  depth(): Promise<QueueDepth>;
}
