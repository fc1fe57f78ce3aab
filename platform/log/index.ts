import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const SECRETS = [
  'authorization',
  'cookie',
  'token',
  'password',
  'conversationToken',
  'adminToken',
  'secret',
  'webhookSecret',
];

/** What PostgreSQL says of a row that it refuses, which is the row: users' words. */
const WORDS = ['err.detail', 'err.where'];

/** JSON lines on stdout (or `destination`), one event per fact. Secrets are redacted at the top and one level down. */
export function createLogger({
  level,
  name,
  destination,
}: {
  level: LogLevel;
  name: string;
  destination?: DestinationStream;
}): Logger {
  const options = {
    name,
    level,
    base: { pid: process.pid },
    redact: {
      paths: [...SECRETS.flatMap((secret) => [secret, `*.${secret}`, `*.headers.${secret}`]), ...WORDS],
      censor: '[redacted]',
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}
