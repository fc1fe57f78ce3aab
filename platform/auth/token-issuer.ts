import { SignJWT } from 'jose';
import type { Role } from './identity.ts';
import type { SigningKey } from './signing-key.ts';

/** The `iss` and `aud` of tokens that Malha issues itself. */
export const OWN_ISSUER = 'malha';

export interface TokenRequest {
  id: string;
  roles: readonly Role[];
  /** The one resource the token is good for. */
  boundTo?: string;
  endUserId?: string;
  expiresInSeconds: number;
}

export interface TokenIssuer {
  /** A signed JWT (EdDSA). */
  issue(request: TokenRequest): Promise<string>;
}

export function createTokenIssuer({ privateKey }: SigningKey): TokenIssuer {
  return {
    issue({ id, roles, boundTo, endUserId, expiresInSeconds }) {
      const expiresAt = Math.floor(Date.now() / 1000) + expiresInSeconds;
      return new SignJWT({ roles, ...(boundTo && { bound_to: boundTo }), ...(endUserId && { end_user_id: endUserId }) })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(OWN_ISSUER)
        .setAudience(OWN_ISSUER)
        .setSubject(id)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(privateKey);
    },
  };
}
