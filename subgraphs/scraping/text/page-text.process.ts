// Reads one page after another in a process of its own. Erasable TypeScript: Node runs it as it is.
import { type PageDeclared, type PageText, readPage } from './page-text.ts';

export interface PageToRead {
  readonly html: Uint8Array;
  readonly declared: PageDeclared;
}
export type PageRead = { readonly page: PageText } | { readonly fault: string };

// Nobody is there to read for.
process.on('disconnect', () => process.exit());
// A terminal interrupts its whole group; whoever asks ends this process in its own time.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('message', ({ html, declared }: PageToRead) => void process.send?.(read(Buffer.from(html), declared)));

function read(html: Buffer, declared: PageDeclared): PageRead {
  try {
    return { page: readPage(html, declared) };
  } catch (error) {
    return { fault: String(error) };
  }
}
