import robotsModule from 'robots-parser';
import { BOT_NAME, type PageFetcher } from './page-fetcher.ts';

// Its types describe a default export; its CommonJS module is the function itself.
const parseRobots = robotsModule as unknown as typeof robotsModule.default;

/** What a host allows us (RFC 9309). */
interface RobotsRules {
  isAllowed(url: string): boolean;
  /** The pause it asks for between requests, if any. */
  readonly crawlDelayMs: number | undefined;
}

export type RobotsAnswer = { kind: 'rules'; rules: RobotsRules } | { kind: 'unreadable'; reason: string };

/** What RFC 9309 has a crawler read at least. */
const MOST_BYTES = 500 * 1024;
/** No rule that a person wrote is longer; each is matched against every address, in time that grows with both. */
const LONGEST_RULE = 500;

const ALL_ALLOWED: RobotsRules = { isAllowed: () => true, crawlDelayMs: undefined };

/** Reads `/robots.txt` of the host of `url`. No such file allows everything; a host that fails to answer allows nothing. */
export async function readRobots(
  url: string,
  { fetcher, signal }: { fetcher: PageFetcher; signal: AbortSignal },
): Promise<RobotsAnswer> {
  const address = new URL('/robots.txt', url).href;
  const fetched = await fetcher.fetch(address, { signal, accept: 'text/plain,*/*;q=0.5' });
  if (fetched.kind === 'failed') return { kind: 'unreadable', reason: fetched.reason };
  // Status 0: the address guard refused, and the pages would be refused alike.
  if (fetched.kind === 'refused' && fetched.status === 0) return { kind: 'unreadable', reason: fetched.reason };
  if (fetched.kind !== 'body') return { kind: 'rules', rules: ALL_ALLOWED };
  return { kind: 'rules', rules: rulesOf(address, fetched.body.toString('utf8', 0, MOST_BYTES)) };
}

function rulesOf(address: string, text: string): RobotsRules {
  const lines = text.split(/[\r\n]+/).filter(({ length }) => length <= LONGEST_RULE);
  const robots = parseRobots(address, lines.join('\n'));
  const delaySeconds = robots.getCrawlDelay(BOT_NAME);
  return {
    isAllowed: (url) => robots.isAllowed(url, BOT_NAME) !== false,
    // A pause that is no number is none.
    crawlDelayMs: delaySeconds !== undefined && delaySeconds >= 0 ? delaySeconds * 1_000 : undefined,
  };
}
