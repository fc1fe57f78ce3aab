import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../../platform/config/index.ts';

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('runs everything embedded when nothing is set', () => {
    const config = loadConfig({});
    expect(config.server).toMatchObject({ host: '127.0.0.1', port: 4000 });
    expect(config.dataDir).toBe(path.resolve('.malha'));
    expect(config.databaseUrl).toBeUndefined();
    expect(config.aws.isEmbedded).toBe(true);
    expect(config.subgraphs.urls).toMatchObject({
      conversation: 'http://127.0.0.1:4001/graphql',
      models: 'http://127.0.0.1:4006/graphql',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ DATABASE_URL: '', PORT: '' })).toEqual(loadConfig({}));
  });

  it('names every wrong variable at once, what is wrong and what is allowed', () => {
    const problems = problemsOf({
      PORT: 'seventy',
      DATABASE_URL: 'mysql://root:hunter2@db/malha',
      MALHA_ADMIN_TOKEN: 'short',
      MALHA_LOG_LEVEL: 'loud',
      MALHA_SUBGRAPHS: 'conversations=http://a/graphql,nlp=nowhere',
      MALHA_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/malha.fifo',
    });
    expect(problems).toHaveLength(7);
    const text = problems.join('\n');
    expect(text).toContain('PORT must be a whole number from 0 to 65535 (it is "seventy")');
    expect(text).toContain('DATABASE_URL must be a postgres:// URL');
    expect(text).toContain('MALHA_ADMIN_TOKEN must have 16 characters or more');
    expect(text).toContain('MALHA_LOG_LEVEL must be debug, info, warn, error or silent (it is "loud")');
    expect(text).toContain('MALHA_SUBGRAPHS names "conversations"; there are conversation, nlp,');
    expect(text).toContain('MALHA_SUBGRAPHS gives "nowhere" for nlp; it must be a URL');
    expect(text).toContain('MALHA_QUEUE_URL and MALHA_BUCKET go together');
  });

  it('lets one rate lead the others, unless they are set themselves', () => {
    expect(loadConfig({}).limits).toMatchObject({
      ratePerSecond: 1_000,
      addressRatePerSecond: 1_000,
      anonymousRatePerSecond: 50,
    });
    expect(loadConfig({ MALHA_RATE_PER_SECOND: '100000' }).limits).toMatchObject({
      ratePerSecond: 100_000,
      addressRatePerSecond: 100_000,
      anonymousRatePerSecond: 5_000,
    });
    const each = { MALHA_ADDRESS_RATE_PER_SECOND: '30', MALHA_ANONYMOUS_RATE_PER_SECOND: '7' };
    expect(loadConfig(each).limits).toMatchObject({ addressRatePerSecond: 30, anonymousRatePerSecond: 7 });
    expect(
      loadConfig({ MALHA_SUBSCRIPTIONS_PER_CALLER: '50', MALHA_SUBSCRIPTIONS_PER_ADDRESS: '60' }).limits,
    ).toMatchObject({
      subscriptionsPerCaller: 50,
      subscriptionsPerBoundCaller: 5,
      subscriptionsPerAddress: 60,
      socketsPerAddress: 60,
    });
  });

  it('takes addresses and ranges for proxies, and nothing else', () => {
    const given = '10.0.0.0/8,192.0.2.7,2001:db8::/32';
    expect(loadConfig({ MALHA_TRUSTED_PROXIES: given }).server.trustedProxies).toEqual(given.split(','));
    expect(problemsOf({ MALHA_TRUSTED_PROXIES: '10.0.0.0/8,proxy.example' })).toEqual([
      'MALHA_TRUSTED_PROXIES must be addresses or ranges like 10.0.0.0/8, comma-separated (it is "10.0.0.0/8,proxy.example")',
    ]);
  });

  it('takes a key server only with the issuer and the audience whose tokens are meant for us', () => {
    const whole = {
      MALHA_JWKS_URL: 'https://login.example/jwks',
      MALHA_JWT_ISSUER: 'https://login.example',
      MALHA_JWT_AUDIENCE: 'malha',
    };
    expect(loadConfig(whole).auth.jwks).toEqual({
      url: 'https://login.example/jwks',
      issuer: 'https://login.example',
      audience: 'malha',
    });
    expect(problemsOf({ MALHA_JWKS_URL: whole.MALHA_JWKS_URL })).toEqual([
      'MALHA_JWKS_URL, MALHA_JWT_ISSUER, MALHA_JWT_AUDIENCE go together; MALHA_JWT_ISSUER and MALHA_JWT_AUDIENCE missing',
    ]);
    expect(problemsOf({ ...whole, MALHA_JWT_AUDIENCE: '' })).toHaveLength(1);
  });

  it('takes a signing key as a text, on one line, or as a file, and no other kind of key', () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'malha key ')), 'key.pem');
    writeFileSync(file, pem);
    for (const MALHA_SIGNING_KEY of [pem, pem.replaceAll('\n', '\\n'), file])
      expect(loadConfig({ MALHA_SIGNING_KEY }).auth.signingKey).toBe(pem);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const others = ['/no/such/file', 'hunter2', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()];
    for (const MALHA_SIGNING_KEY of others)
      expect(problemsOf({ MALHA_SIGNING_KEY })).toEqual([
        'MALHA_SIGNING_KEY must be an Ed25519 private key as PEM, or the path of a file with one',
      ]);
  });

  it('never repeats a secret', () => {
    const text = problemsOf({ DATABASE_URL: 'mysql://root:hunter2@db', MALHA_ADMIN_TOKEN: 'hunter2' }).join('\n');
    expect(text).not.toContain('hunter2');
  });

  it('uses real services where they are named', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgres://malha@db/malha',
      MALHA_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/malha.fifo',
      MALHA_BUCKET: 'malha-archive',
      MALHA_SUBGRAPHS: 'nlp=http://nlp:4002/graphql?a=b',
    });
    expect(config).toMatchObject({ databaseUrl: 'postgres://malha@db/malha', aws: { isEmbedded: false } });
    expect(config.subgraphs.urls['nlp']).toBe('http://nlp:4002/graphql?a=b');
  });
});
