import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { type Identity, InvalidToken } from './identity.ts';
import { keptSecret } from '../secrets/index.ts';

/** How role processes tell each other who asks: identity and expiry, signed with a key that only they share. */
export interface InternalIdentity {
  /** `<base64url of JSON>.<HMAC-SHA256>`; good for a minute. */
  sign(identity: Identity): string;
  /** @throws InvalidToken for a missing, forged or expired header. */
  verify(header: string | readonly string[] | undefined): Identity;
  /** The same name for the same text each time; nobody without the key finds the text by trying all. */
  readonly pseudonymOf: (text: string) => string;
}

const GOOD_FOR_MS = 60_000;
const REUSED_FOR_MS = 20_000;
const CLOCK_SKEW_MS = 5_000;
/** In base64url: 132 bits. */
const PSEUDONYM_LENGTH = 22;

export function createInternalIdentity(key: string): InternalIdentity {
  // By object: the verifier of tokens gives the same one for the same token as long as it remembers it.
  const signed = new WeakMap<Identity, { header: string; reusedUntilMs: number }>();
  const verified = new LRUCache<string, { identity: Identity; expiresAtMs: number }>({
    max: 5_000,
    ttl: GOOD_FOR_MS,
    ttlResolution: 1_000,
  });
  const macOf = (payload: string) => createHmac('sha256', key).update(payload).digest('base64url');

  return {
    sign(identity) {
      const nowMs = Date.now();
      const known = signed.get(identity);
      if (known && known.reusedUntilMs > nowMs) return known.header;
      const payload = Buffer.from(JSON.stringify({ identity, expiresAtMs: nowMs + GOOD_FOR_MS })).toString('base64url');
      const header = `${payload}.${macOf(payload)}`;
      signed.set(identity, { header, reusedUntilMs: nowMs + REUSED_FOR_MS });
      return header;
    },
    verify(header) {
      if (typeof header !== 'string') throw new InvalidToken('there is no signed identity');
      let known = verified.get(header);
      if (!known) {
        const [payload = '', mac = ''] = header.split('.');
        const expected = Buffer.from(macOf(payload));
        const given = Buffer.from(mac);
        if (given.length !== expected.length || !timingSafeEqual(given, expected))
          throw new InvalidToken('the identity is not signed by us');
        known = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
          identity: Identity;
          expiresAtMs: number;
        };
        verified.set(header, known);
      }
      if (known.expiresAtMs + CLOCK_SKEW_MS < Date.now()) throw new InvalidToken('the signed identity is too old');
      return known.identity;
    },
    pseudonymOf: (text) => macOf(`pseudonym ${text}`).slice(0, PSEUDONYM_LENGTH),
  };
}

/** The key that role processes share: the configured one, else one made at first start and kept in the data folder. */
export function internalKey({ dataDir, configured }: { dataDir: string; configured: string | undefined }): string {
  return (
    configured ?? keptSecret(path.join(dataDir, 'internal-key'), () => randomBytes(32).toString('base64url')).value
  );
}
