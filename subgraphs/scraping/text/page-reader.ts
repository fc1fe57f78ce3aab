import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageDeclared, PageText } from './page-text.ts';
import type { PageRead, PageToRead } from './page-text.process.ts';

// Source runs as it is, by Node's own type stripping; what is built is JavaScript.
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/** Several times what an honest page of the longest that is fetched needs, and what a busy machine takes for it. */
const LIMITS: PageReaderLimits = { megabytes: 512, deadlineMs: 30_000 };

/** How V8 ends a process whose heap is exhausted. */
const OUT_OF_MEMORY = 'SIGABRT';

export interface PageReaderLimits {
  /** Of the heap. */
  megabytes: number;
  deadlineMs: number;
}

/** The page cannot be read within bounds. */
export class UnreadablePage extends Error {}

/**
 * Reads pages in a process with bounded memory and time: some kilobytes of markup can make millions of elements, and whoever answers users
 * must not stand still, or end, over a stranger's page; a thread whose memory is exhausted takes its process along. One page at a time; a
 * process that a page has ended is followed by another.
 */
export class PageReader {
  readonly #signal: AbortSignal;
  readonly #limits: PageReaderLimits;
  #process: ChildProcess | undefined;

  /** The process ends when the signal aborts, whatever it is at. */
  constructor(signal: AbortSignal, limits = LIMITS) {
    this.#signal = signal;
    this.#limits = limits;
  }

  /** As `readPage`. @throws UnreadablePage; an AbortError when the signal aborts; any other where the fault is not the page's. */
  async read(html: Uint8Array, declared: PageDeclared): Promise<PageText> {
    const child = (this.#process ??= this.#started());
    const { promise, resolve, reject } = Promise.withResolvers<PageRead>();
    const late = setTimeout(() => reject(new UnreadablePage('to read it takes too long')), this.#limits.deadlineMs);
    const onExit = (code: number | null, killedBy: string | null) =>
      reject(
        killedBy === OUT_OF_MEMORY
          ? new UnreadablePage('to read it takes too much memory')
          : new Error(`the process that reads pages ended with ${killedBy ?? code}`),
      );
    child.once('message', resolve).once('exit', onExit).once('error', reject);
    try {
      child.send({ html, declared } satisfies PageToRead, (error) => error && reject(error));
      const read = await promise;
      if ('page' in read) return read.page;
      throw new UnreadablePage('its markup cannot be read', { cause: read.fault });
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(late);
      child.off('message', resolve).off('exit', onExit).off('error', reject);
    }
  }

  close(): void {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  #started(): ChildProcess {
    const child = fork(new URL(`./page-text.process${EXTENSION}`, import.meta.url), {
      signal: this.#signal,
      killSignal: 'SIGKILL',
      execArgv: [`--max-old-space-size=${this.#limits.megabytes}`],
      serialization: 'advanced',
      // V8 prints a page of its own when it runs out of memory.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Between two pages nobody waits for it.
    child.on('error', () => undefined);
    return child;
  }
}
