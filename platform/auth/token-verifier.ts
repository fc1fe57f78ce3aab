import { createHash, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { ANONYMOUS, type Identity, InvalidToken, type Role } from './identity.ts';
import type { SigningKey } from './signing-key.ts';
import { OWN_ISSUER } from './token-issuer.ts';

export interface TokenVerifier {
  /**
   * The identity behind an `Authorization` value; where there is none, an anonymous one, which tells apart from which address it asks.
   * @throws InvalidToken for anything that is there and not valid.
   */
  verify(authorization: string | undefined, address?: string): Promise<Identity>;
}

/** Who else signs tokens. Issuer and audience are not optional: a provider signs tokens for other programs with the same keys. */
export interface KeyServer {
  url: string;
  issuer: string;
  audience: string;
}

export interface TokenVerifierOptions {
  signingKey: SigningKey;
  adminToken: string;
  /** Who signs staff's tokens, where that is not Malha itself. */
  jwks?: KeyServer | undefined;
  /** What may be known of the address of an anonymous caller; nothing where absent. */
  pseudonymOf?: (address: string) => string;
}

/** Roles that a token may carry; the rest are Malha's own. */
const TOKEN_ROLES = new Set<string>(['admin', 'analyst', 'ci', 'app', 'user']);
const TOKEN_FAULTS = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  // A token that names no key where there are several.
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];
const REMEMBERED_MS = 30_000;
const STRANGERS_KEPT = 10_000;
const ADMIN: Identity = { id: 'admin', roles: ['admin'] };

export function createTokenVerifier({
  signingKey,
  adminToken,
  jwks,
  pseudonymOf,
}: TokenVerifierOptions): TokenVerifier {
  const adminDigest = digest(adminToken);
  const remoteKeys = jwks && createRemoteJWKSet(new URL(jwks.url));
  // A front end sends the same token with every message: a signature is checked once in a while, an expiry at every use.
  const verified = new LRUCache<string, { identity: Identity; expiresAtMs: number }>({
    max: 10_000,
    ttl: REMEMBERED_MS,
    ttlResolution: 1_000,
  });

  // The same object for the same address: an identity that was signed for the rooms is not signed anew for a while.
  const strangers = new LRUCache<string, Identity>({ max: STRANGERS_KEPT });
  function strangerAt(address: string | undefined): Identity {
    if (address === undefined || !pseudonymOf) return ANONYMOUS;
    const known = strangers.get(address);
    if (known) return known;
    const stranger = { ...ANONYMOUS, origin: pseudonymOf(address) };
    strangers.set(address, stranger);
    return stranger;
  }

  async function claimsOf(token: string): Promise<JWTPayload> {
    const isOwn = decodeJwt(token).iss === OWN_ISSUER;
    if (isOwn || !jwks || !remoteKeys) {
      const { payload } = await jwtVerify(token, signingKey.publicKey, {
        issuer: OWN_ISSUER,
        audience: OWN_ISSUER,
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    }
    const { payload } = await jwtVerify(token, remoteKeys, {
      issuer: jwks.issuer,
      audience: jwks.audience,
      algorithms: ['EdDSA', 'RS256', 'ES256', 'PS256'],
      requiredClaims: ['sub', 'exp'],
    });
    return payload;
  }

  return {
    async verify(authorization, address) {
      if (!authorization) return strangerAt(address);
      const token = /^Bearer (\S+)$/i.exec(authorization.trim())?.[1];
      if (!token) throw new InvalidToken('the header is not "Bearer …"');
      const known = verified.get(token);
      if (known && known.expiresAtMs > Date.now()) return known.identity;
      if (timingSafeEqual(digest(token), adminDigest)) return ADMIN;
      try {
        const claims = await claimsOf(token);
        const identity = identityOf(claims);
        verified.set(token, { identity, expiresAtMs: (claims.exp ?? 0) * 1000 });
        return identity;
      } catch (error) {
        if (error instanceof InvalidToken) throw error;
        if (TOKEN_FAULTS.some((fault) => error instanceof fault))
          throw new InvalidToken('it is malformed, forged, expired or meant for somebody else');
        // The rest is the key server's fault, and a client that is told "unauthenticated" would throw a good token away.
        throw error;
      }
    },
  };
}

function identityOf(claims: JWTPayload): Identity {
  const { sub: id, roles: claimed } = claims;
  const roles = Array.isArray(claimed) ? claimed.filter((role): role is Role => TOKEN_ROLES.has(String(role))) : [];
  if (!id || roles.length === 0) throw new InvalidToken('it names no subject or no role of Malha');
  const { bound_to: boundTo, end_user_id: endUserId } = claims;
  if (roles.includes('user') && typeof boundTo !== 'string') throw new InvalidToken('a user token is bound to nothing');
  return {
    id,
    roles,
    ...(typeof boundTo === 'string' && { boundTo }),
    ...(typeof endUserId === 'string' && { endUserId }),
  };
}

/** Texts of any length compare in constant time once they are digests of one length. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
