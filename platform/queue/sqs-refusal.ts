import { SQSServiceException } from '@aws-sdk/client-sqs';
import type { SendFailure } from './message-queue.ts';

/**
 * The codes that speak of the message itself: what SQS refuses with one of them it refuses for ever. Not its `SenderFault`, which is also set
 * where the sender sends too fast, may not use the queue or its key, or the key is disabled: good messages would be parked for that.
 */
const MESSAGE_FAULTS: ReadonlySet<string> = new Set([
  // A character outside XML's.
  'InvalidMessageContents',
  // Longer than the queue allows, or a group or deduplication id of a form that it does not take.
  'InvalidParameterValue',
  // A body, or a group, of no characters.
  'MissingParameter',
  // Of a request with this message alone: longer than any request may be.
  'BatchRequestTooLong',
]);
const CONTENT_TOO_LARGE = 413;

/** What the queue says of one message of a request. */
export function refusalOf(code: string | undefined): SendFailure {
  const name = code === undefined ? 'unknown' : nameOf(code);
  return { code: name, isMessageAtFault: MESSAGE_FAULTS.has(name) };
}

/** What it says of a whole request that it refuses; undefined where it has not looked at it, since it is away or fails. */
export function requestRefusalOf(error: unknown): SendFailure | undefined {
  if (!(error instanceof SQSServiceException) || error.$fault !== 'client') return undefined;
  const refusal = refusalOf(error.name);
  // A proxy on the way may have no other word for it.
  return error.$metadata.httpStatusCode === CONTENT_TOO_LARGE ? { ...refusal, isMessageAtFault: true } : refusal;
}

/** Codes come with a namespace or a suffix by one protocol and without by the other. */
function nameOf(code: string): string {
  return code.replace(/^.*[.#]/, '').replace(/Exception$/, '');
}
