import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, SignJWT } from 'jose';
import type { Role } from '../../platform/auth/index.ts';
import { freePort } from '../../platform/processes/index.ts';

const ISSUER = 'https://login.example';
const AUDIENCE = 'malha';

/** The key server of an organisation, which signs tokens for as many people as a test needs. */
export interface StaffKeys {
  /** What a Malha needs to be told of it. */
  readonly environment: NodeJS.ProcessEnv;
  token(id: string, role: Role): Promise<string>;
  close(): Promise<void>;
}

export async function openStaffKeys(): Promise<StaffKeys> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = { ...(await exportJWK(publicKey)), kid: 'staff', alg: 'EdDSA' };
  const server = createServer((_, response) => response.end(JSON.stringify({ keys: [key] })));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    environment: {
      MALHA_JWKS_URL: `http://127.0.0.1:${port}/jwks`,
      MALHA_JWT_ISSUER: ISSUER,
      MALHA_JWT_AUDIENCE: AUDIENCE,
    },
    token: (id, role) =>
      new SignJWT({ roles: [role] })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'staff' })
        .setSubject(id)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
