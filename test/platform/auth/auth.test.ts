import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  adminToken,
  ANONYMOUS,
  createInternalIdentity,
  createTokenIssuer,
  createTokenVerifier,
  InvalidToken,
  internalKey,
  openSigningKey,
  type SigningKey,
  type TokenIssuer,
  type TokenVerifier,
} from '../../../platform/auth/index.ts';

const ADMIN_TOKEN = 'the-admin-token-of-this-test';
let dataDir: string;
let signingKey: SigningKey;
let issuer: TokenIssuer;
let verifier: TokenVerifier;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'malha auth '));
  signingKey = openSigningKey({ dataDir, configured: undefined });
  issuer = createTokenIssuer(signingKey);
});
beforeEach(() => {
  verifier = createTokenVerifier({ signingKey, adminToken: ADMIN_TOKEN });
});
afterEach(() => vi.useRealTimers());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function signed(key: KeyObject, claims: object, { issuer: by = 'malha', audience = 'malha', expiresIn = '5m' } = {}) {
  return new SignJWT({ roles: ['admin'], ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
    .setSubject('ana')
    .setIssuer(by)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(key);
}

describe('a token', () => {
  it('carries the identity it was issued for', async () => {
    const token = await issuer.issue({
      id: 'user-1',
      roles: ['user'],
      boundTo: 'conv_1',
      endUserId: 'end-1',
      expiresInSeconds: 60,
    });
    expect(await verifier.verify(`Bearer ${token}`)).toEqual({
      id: 'user-1',
      roles: ['user'],
      boundTo: 'conv_1',
      endUserId: 'end-1',
    });
  });

  it('is not needed to be anonymous', async () => {
    expect(await verifier.verify(undefined)).toEqual(ANONYMOUS);
  });

  it('is not needed to tell addresses apart, which a pseudonym stands for', async () => {
    const { pseudonymOf } = createInternalIdentity('a key of more than thirty-two characters');
    const telling = createTokenVerifier({ signingKey, adminToken: ADMIN_TOKEN, pseudonymOf });
    const [one, again, another] = await Promise.all(
      ['203.0.113.7', '203.0.113.7', '203.0.113.8'].map((address) => telling.verify(undefined, address)),
    );
    expect(one).toEqual({ ...ANONYMOUS, origin: expect.stringMatching(/^[\w-]{22}$/) });
    expect(again).toBe(one);
    expect(another?.origin).not.toBe(one?.origin);
    const { pseudonymOf: ofAnotherKey } = createInternalIdentity('another key of more than thirty-two characters');
    expect(ofAnotherKey('203.0.113.7')).not.toBe(one?.origin);
    expect(await telling.verify(`Bearer ${ADMIN_TOKEN}`, '203.0.113.7')).not.toHaveProperty('origin');
  });

  it('is refused when it was forged, changed, meant for somebody else or says nothing', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const own = await issuer.issue({ id: 'ana', roles: ['analyst'], expiresInSeconds: 60 });
    const [header, , mac] = own.split('.');
    const raised = Buffer.from(JSON.stringify({ sub: 'ana', roles: ['admin'], iss: 'malha', aud: 'malha', exp: 9e9 }));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${raised.toString('base64url')}.`;
    for (const token of [
      await signed(stranger, {}),
      `${header}.${raised.toString('base64url')}.${mac}`,
      unsigned,
      await signed(signingKey.privateKey, {}, { audience: 'somebody else' }),
      await signed(signingKey.privateKey, {}, { issuer: 'somebody else' }),
      await signed(signingKey.privateKey, { roles: ['service'] }),
      await signed(signingKey.privateKey, { roles: ['user'] }),
      'nonsense',
    ])
      await expect(verifier.verify(`Bearer ${token}`)).rejects.toThrow(InvalidToken);
    await expect(verifier.verify('Basic YTpi')).rejects.toThrow(InvalidToken);
  });

  it('is refused once it has expired, although it was good a moment before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const token = await issuer.issue({ id: 'ci', roles: ['ci'], expiresInSeconds: 10 });
    expect(await verifier.verify(`Bearer ${token}`)).toMatchObject({ id: 'ci' });
    vi.advanceTimersByTime(11_000);
    await expect(verifier.verify(`Bearer ${token}`)).rejects.toThrow(InvalidToken);
  });
});

describe('the admin token', () => {
  it('is the configured one, whole and exact', async () => {
    expect(await verifier.verify(`Bearer ${ADMIN_TOKEN}`)).toEqual({ id: 'admin', roles: ['admin'] });
    for (const wrong of [ADMIN_TOKEN.slice(0, -1), `${ADMIN_TOKEN}x`, ADMIN_TOKEN.toUpperCase()])
      await expect(verifier.verify(`Bearer ${wrong}`)).rejects.toThrow(InvalidToken);
  });

  it('is made once and kept where only its owner reads it', () => {
    const first = adminToken({ dataDir, configured: undefined });
    expect(first).toEqual({ token: readFileSync(path.join(dataDir, 'admin-token'), 'utf8'), isNew: true });
    expect(adminToken({ dataDir, configured: undefined })).toEqual({ token: first.token, isNew: false });
    expect(statSync(path.join(dataDir, 'admin-token')).mode & 0o777).toBe(0o600);
    expect(adminToken({ dataDir, configured: ADMIN_TOKEN })).toEqual({ token: ADMIN_TOKEN, isNew: false });
  });
});

describe('the signing key', () => {
  it('is one for all processes of a data folder, and private', async () => {
    const again = createTokenVerifier({
      signingKey: openSigningKey({ dataDir, configured: undefined }),
      adminToken: ADMIN_TOKEN,
    });
    const token = await issuer.issue({ id: 'app', roles: ['app'], expiresInSeconds: 60 });
    expect(await again.verify(`Bearer ${token}`)).toMatchObject({ id: 'app' });
    expect(statSync(path.join(dataDir, 'signing-key.pem')).mode & 0o777).toBe(0o600);
  });
});

describe('with a key server of the organisation', () => {
  const staff = generateKeyPairSync('ed25519');
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const key = { ...(await exportJWK(staff.publicKey)), kid: 'k1', alg: 'EdDSA' };
    server = createServer((_, response) => response.end(JSON.stringify({ keys: [key] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });
  afterAll(() => server.close());

  it('accepts its tokens and our own conversation tokens, each for the right issuer and audience', async () => {
    const jwks = { url, issuer: 'https://login.example', audience: 'chatbots' };
    const withKeys = createTokenVerifier({ signingKey, adminToken: ADMIN_TOKEN, jwks });
    const good = await signed(staff.privateKey, {}, { issuer: jwks.issuer, audience: jwks.audience });
    expect(await withKeys.verify(`Bearer ${good}`)).toEqual({ id: 'ana', roles: ['admin'] });
    const ours = await issuer.issue({ id: 'u', roles: ['user'], boundTo: 'conv_1', expiresInSeconds: 60 });
    expect(await withKeys.verify(`Bearer ${ours}`)).toMatchObject({ boundTo: 'conv_1' });
    const elsewhere = await signed(staff.privateKey, {}, { issuer: jwks.issuer, audience: 'another system' });
    await expect(withKeys.verify(`Bearer ${elsewhere}`)).rejects.toThrow(InvalidToken);
    const otherTenant = await signed(
      staff.privateKey,
      {},
      { issuer: 'https://tenant.example', audience: jwks.audience },
    );
    await expect(withKeys.verify(`Bearer ${otherTenant}`)).rejects.toThrow(InvalidToken);
    const posing = await signed(staff.privateKey, {}, { issuer: 'malha', audience: 'malha' });
    await expect(withKeys.verify(`Bearer ${posing}`)).rejects.toThrow(InvalidToken);
  });

  it('calls a token invalid that names none of several keys', async () => {
    const keys = await Promise.all(
      [staff, generateKeyPairSync('ed25519')].map(async ({ publicKey }, i) => ({
        ...(await exportJWK(publicKey)),
        kid: `k${i}`,
        alg: 'EdDSA',
      })),
    );
    const several = createServer((_, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => several.listen(0, '127.0.0.1', resolve));
    const { port } = several.address() as AddressInfo;
    const jwks = { url: `http://127.0.0.1:${port}/jwks`, issuer: 'https://login.example', audience: 'malha' };
    const withKeys = createTokenVerifier({ signingKey, adminToken: ADMIN_TOKEN, jwks });
    const nameless = await signed(staff.privateKey, {}, { issuer: 'https://login.example' });
    await expect(withKeys.verify(`Bearer ${nameless}`)).rejects.toThrow(InvalidToken);
    several.close();
  });

  it('does not call a token invalid because the key server is down', async () => {
    const jwks = { url: 'http://127.0.0.1:9/jwks', issuer: 'https://login.example', audience: 'malha' };
    const withKeys = createTokenVerifier({ signingKey, adminToken: ADMIN_TOKEN, jwks });
    const token = await signed(staff.privateKey, {}, { issuer: 'https://login.example' });
    const failure: unknown = await withKeys.verify(`Bearer ${token}`).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(InvalidToken);
  });
});

describe('an identity between processes', () => {
  const identity = { id: 'ana', roles: ['analyst'] as const };

  it('arrives as it was signed', () => {
    const key = internalKey({ dataDir, configured: undefined });
    const [gateway, subgraph] = [createInternalIdentity(key), createInternalIdentity(key)];
    expect(subgraph.verify(gateway.sign(identity))).toEqual(identity);
  });

  it('is refused when it is missing, changed, signed with another key or old', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const internal = createInternalIdentity('k'.repeat(32));
    const header = internal.sign(identity);
    const [, mac] = header.split('.');
    const raised = Buffer.from(JSON.stringify({ identity: { id: 'ana', roles: ['admin'] }, expiresAtMs: 9e15 }));
    const other = createInternalIdentity('o'.repeat(32)).sign(identity);
    for (const bad of [undefined, '', 'x', [header], `${raised.toString('base64url')}.${mac}`, other])
      expect(() => internal.verify(bad)).toThrow(InvalidToken);
    expect(internal.verify(header)).toEqual(identity);
    vi.advanceTimersByTime(120_000);
    expect(() => internal.verify(header)).toThrow(InvalidToken);
  });
});
