import { createHmac } from 'node:crypto';

/** As the secret of a Standard Webhook begins; base64 follows. */
const PREFIX = 'whsec_';
const MIN_BYTES = 24;
const MAX_BYTES = 64;

/** What is signed: one attempt at one message. */
export interface SignedMessage {
  id: string;
  at: Date;
  /** As it is sent, byte for byte. */
  body: string;
}

/** Whether a text is `whsec_` and the base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  const encoded = text.slice(PREFIX.length);
  const key = Buffer.from(encoded, 'base64');
  return (
    text.startsWith(PREFIX) && key.toString('base64') === encoded && key.length >= MIN_BYTES && key.length <= MAX_BYTES
  );
}

/**
 * The headers by which a receiver knows a message of ours (Standard Webhooks 1.0, symmetric): `webhook-id`, the same at each attempt;
 * `webhook-timestamp`, Unix seconds of this attempt; `webhook-signature`, `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
 */
export function signatureHeaders(secret: string, { id, at, body }: SignedMessage): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
