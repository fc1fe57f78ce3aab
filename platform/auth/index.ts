export { adminToken } from './admin-token.ts';
export { ANONYMOUS, callerOf, type Identity, InvalidToken, type Role } from './identity.ts';
export { createInternalIdentity, type InternalIdentity, internalKey } from './internal-identity.ts';
export { openSigningKey, type SigningKey } from './signing-key.ts';
export { createTokenIssuer, type TokenIssuer, type TokenRequest } from './token-issuer.ts';
export { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';
