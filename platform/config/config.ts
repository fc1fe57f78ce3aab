import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** The order in which subgraphs get the ports after the gateway's. */
const SUBGRAPHS = ['conversation', 'nlp', 'tagging', 'scraping', 'feedback', 'models'] as const;

const url = (protocols: RegExp, what: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), `must be ${what}`);
const httpUrl = url(/^https?:$/, 'an http or https URL');
const flag = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((text) => text === 'true' || text === '1');
const whole = (min: number, max: number) =>
  z.coerce
    .number(`must be a whole number from ${min} to ${max}`)
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be a whole number from ${min} to ${max}`)
    .max(max, `must be a whole number from ${min} to ${max}`);

const proxies = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .refine(
    (ranges) => ranges.every((range) => ipaddr.isValid(range) || ipaddr.isValidCIDR(range)),
    'must be addresses or ranges like 10.0.0.0/8, comma-separated',
  );

/** A PEM as it is, with its line breaks or with `\\n` in their place, or the path of a file that holds one. */
const signingKey = z.string().transform((text, context) => {
  try {
    const pem = text.startsWith('-----BEGIN') ? text.replaceAll('\\n', '\n') : readFileSync(text, 'utf8');
    if (createPrivateKey(pem).asymmetricKeyType === 'ed25519') return pem;
  } catch {
    // The error may quote what it could not read.
  }
  context.addIssue({
    code: 'custom',
    message: 'must be an Ed25519 private key as PEM, or the path of a file with one',
  });
  return z.NEVER;
});

const ENVIRONMENT = z.object({
  PORT: whole(0, 65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  MALHA_DATA: z.string().default('.malha'),
  MALHA_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  MALHA_DEMO: flag.default(true),
  MALHA_STOP_TIMEOUT_MS: whole(500, 600_000).default(8_000),
  DATABASE_URL: url(/^postgres(ql)?:$/, 'a postgres:// URL').optional(),
  AWS_ENDPOINT_URL: httpUrl.optional(),
  AWS_REGION: z.string().default('us-east-1'),
  MALHA_QUEUE_URL: httpUrl.optional(),
  MALHA_DLQ_URL: httpUrl.optional(),
  MALHA_BUCKET: z
    .string()
    .min(3, 'must be a bucket name of 3 to 63 characters')
    .max(63, 'must be a bucket name of 3 to 63 characters')
    .optional(),
  MALHA_ADMIN_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  MALHA_INTERNAL_KEY: z.string().min(32, 'must have 32 characters or more').optional(),
  MALHA_SIGNING_KEY: signingKey.optional(),
  MALHA_JWKS_URL: httpUrl.optional(),
  MALHA_JWT_ISSUER: z.string().optional(),
  MALHA_JWT_AUDIENCE: z.string().optional(),
  MALHA_SUBGRAPHS: z.string().optional(),
  MALHA_SUPERGRAPH: z.string().optional(),
  MALHA_WORKER_PORT: whole(0, 65_535).optional(),
  MALHA_SUBGRAPH_TIMEOUT_MS: whole(50, 600_000).default(5_000),
  MALHA_CORS_ORIGINS: z.string().default(''),
  MALHA_TRUSTED_PROXIES: proxies.default([]),
  MALHA_RATE_PER_SECOND: whole(1, 1_000_000).default(1_000),
  MALHA_ADDRESS_RATE_PER_SECOND: whole(1, 1_000_000).optional(),
  MALHA_ANONYMOUS_RATE_PER_SECOND: whole(1, 1_000_000).optional(),
  MALHA_SUBSCRIPTIONS_PER_CALLER: whole(1, 1_000_000).default(1_000),
  MALHA_SUBSCRIPTIONS_PER_ADDRESS: whole(1, 1_000_000).default(2_000),
  MALHA_ENCODERS: z.string().optional(),
  MALHA_CRAWL_ALLOW_PRIVATE: z.string().default(''),
  MALHA_WEBHOOK_ALLOW_PRIVATE: z.string().default(''),
  MALHA_CRAWL_DELAY_MS: whole(0, 600_000).default(1_000),
  MALHA_FEEDBACK_PER_MINUTE: whole(1, 1_000_000).default(60),
  MALHA_ABANDONED_AFTER_SECONDS: whole(1, 86_400).default(1_800),
});

const KEY_SERVER = ['MALHA_JWKS_URL', 'MALHA_JWT_ISSUER', 'MALHA_JWT_AUDIENCE'] as const;

/** Everything the environment says, checked. The only reader of `process.env`. */
export interface Config {
  server: { host: string; port: number; corsOrigins: string[]; trustedProxies: string[] };
  limits: {
    /** Operations a second: of one identity, from one address, and from one address without a token. */
    ratePerSecond: number;
    addressRatePerSecond: number;
    anonymousRatePerSecond: number;
    /** What may be open at one time: of one identity, of one that is bound to a resource, and from one address. */
    subscriptionsPerCaller: number;
    subscriptionsPerBoundCaller: number;
    subscriptionsPerAddress: number;
    socketsPerAddress: number;
  };
  dataDir: string;
  log: { level: 'debug' | 'info' | 'warn' | 'error' | 'silent' };
  lifecycle: { stopTimeoutMs: number };
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  aws: {
    region: string;
    /** Undefined with `queueUrl` and `bucket` unset too: the embedded SQS and S3. */
    endpoint: string | undefined;
    queueUrl: string | undefined;
    deadLetterQueueUrl: string | undefined;
    bucket: string | undefined;
    isEmbedded: boolean;
  };
  auth: {
    adminToken: string | undefined;
    internalKey: string | undefined;
    /** PEM of the Ed25519 key that signs Malha's own tokens. */
    signingKey: string | undefined;
    jwks: { url: string; issuer: string; audience: string } | undefined;
  };
  /** Subgraph name → its /graphql URL. */
  subgraphs: { urls: Readonly<Record<string, string>>; timeoutMs: number };
  /** The file with the supergraph; undefined: the one that was built. */
  supergraphFile: string | undefined;
  /** Where a process that is nothing but a worker answers /health and /metrics. */
  worker: { port: number; isPortChosen: boolean };
  crawl: {
    /** Hosts (host or host:port) that may be crawled although their addresses are private. */
    privateHosts: string[];
    delayMs: number;
  };
  feedback: {
    /** So long after a fallback without a further message its user has given up. */
    abandonedAfterMs: number;
    /** Of one user in the long run, and five times as many at once. */
    perMinute: number;
  };
  webhooks: {
    /** Hosts (host or host:port) that may be told of alerts although their addresses are private. */
    privateHosts: string[];
  };
  /** The folder of the sentence encoders; undefined without any. */
  encodersDir: string | undefined;
  isDemoSeeded: boolean;
}

/** The environment is wrong; the message names every variable that is, one a line. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** @throws ConfigError with all problems at once. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable is how shells and compose files say "unset".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = ENVIRONMENT.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(
        (issue) => `${issue.path.join('.')} ${issue.message}${shown(given[String(issue.path[0])], issue.path[0])}`,
      );
  const port = parsed.success ? parsed.data.PORT : 0;
  const urls = subgraphUrls(given['MALHA_SUBGRAPHS'], port, problems);
  if (
    (given['MALHA_QUEUE_URL'] === undefined) !== (given['MALHA_BUCKET'] === undefined) &&
    given['AWS_ENDPOINT_URL'] === undefined
  )
    problems.push('MALHA_QUEUE_URL and MALHA_BUCKET go together');
  // Without the other two, every token that the key server signs for anybody would be good here.
  const missing = KEY_SERVER.filter((name) => given[name] === undefined);
  if (missing.length > 0 && missing.length < KEY_SERVER.length)
    problems.push(`${KEY_SERVER.join(', ')} go together; ${missing.join(' and ')} missing`);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  return {
    server: {
      host: env.HOST,
      port: env.PORT,
      corsOrigins: env.MALHA_CORS_ORIGINS.split(',').filter(Boolean),
      trustedProxies: env.MALHA_TRUSTED_PROXIES,
    },
    limits: limitsOf(env),
    dataDir: path.resolve(env.MALHA_DATA),
    log: { level: env.MALHA_LOG_LEVEL },
    lifecycle: { stopTimeoutMs: env.MALHA_STOP_TIMEOUT_MS },
    databaseUrl: env.DATABASE_URL,
    aws: {
      region: env.AWS_REGION,
      endpoint: env.AWS_ENDPOINT_URL,
      queueUrl: env.MALHA_QUEUE_URL,
      deadLetterQueueUrl: env.MALHA_DLQ_URL,
      bucket: env.MALHA_BUCKET,
      isEmbedded: !env.AWS_ENDPOINT_URL && !env.MALHA_QUEUE_URL,
    },
    auth: {
      adminToken: env.MALHA_ADMIN_TOKEN,
      internalKey: env.MALHA_INTERNAL_KEY,
      signingKey: env.MALHA_SIGNING_KEY,
      jwks:
        env.MALHA_JWKS_URL && env.MALHA_JWT_ISSUER && env.MALHA_JWT_AUDIENCE
          ? { url: env.MALHA_JWKS_URL, issuer: env.MALHA_JWT_ISSUER, audience: env.MALHA_JWT_AUDIENCE }
          : undefined,
    },
    subgraphs: { urls, timeoutMs: env.MALHA_SUBGRAPH_TIMEOUT_MS },
    supergraphFile: env.MALHA_SUPERGRAPH,
    worker: {
      port: env.MALHA_WORKER_PORT ?? (env.PORT === 0 ? 0 : env.PORT + 1 + SUBGRAPHS.length),
      isPortChosen: env.MALHA_WORKER_PORT !== undefined,
    },
    crawl: {
      privateHosts: env.MALHA_CRAWL_ALLOW_PRIVATE.split(',').filter(Boolean),
      delayMs: env.MALHA_CRAWL_DELAY_MS,
    },
    feedback: {
      abandonedAfterMs: env.MALHA_ABANDONED_AFTER_SECONDS * 1000,
      perMinute: env.MALHA_FEEDBACK_PER_MINUTE,
    },
    webhooks: { privateHosts: env.MALHA_WEBHOOK_ALLOW_PRIVATE.split(',').filter(Boolean) },
    encodersDir: env.MALHA_ENCODERS,
    isDemoSeeded: env.MALHA_DEMO,
  };
}

/** What is not set follows from what is. */
function limitsOf(env: z.output<typeof ENVIRONMENT>): Config['limits'] {
  const ratePerSecond = env.MALHA_RATE_PER_SECOND;
  const addressRatePerSecond = env.MALHA_ADDRESS_RATE_PER_SECOND ?? ratePerSecond;
  return {
    ratePerSecond,
    addressRatePerSecond,
    anonymousRatePerSecond: env.MALHA_ANONYMOUS_RATE_PER_SECOND ?? Math.ceil(addressRatePerSecond / 20),
    subscriptionsPerCaller: env.MALHA_SUBSCRIPTIONS_PER_CALLER,
    subscriptionsPerBoundCaller: Math.ceil(env.MALHA_SUBSCRIPTIONS_PER_CALLER / 10),
    subscriptionsPerAddress: env.MALHA_SUBSCRIPTIONS_PER_ADDRESS,
    socketsPerAddress: env.MALHA_SUBSCRIPTIONS_PER_ADDRESS,
  };
}

/** Secrets are never repeated in a message. */
function shown(value: string | undefined, name: PropertyKey | undefined): string {
  return value === undefined || /TOKEN|KEY|DATABASE_URL/.test(String(name)) ? '' : ` (it is "${value}")`;
}

function subgraphUrls(text: string | undefined, port: number, problems: string[]): Record<string, string> {
  const urls = Object.fromEntries(SUBGRAPHS.map((name, i) => [name, `http://127.0.0.1:${port + 1 + i}/graphql`]));
  for (const pair of text?.split(',').filter(Boolean) ?? []) {
    const [name = '', ...rest] = pair.split('=');
    const given = rest.join('=');
    if (!(name in urls)) problems.push(`MALHA_SUBGRAPHS names "${name}"; there are ${SUBGRAPHS.join(', ')}`);
    else if (!URL.canParse(given)) problems.push(`MALHA_SUBGRAPHS gives "${given}" for ${name}; it must be a URL`);
    else urls[name] = given;
  }
  return urls;
}
