import { createHash } from 'node:crypto';
import { type Database, type Transaction, transaction } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/lifecycle/index.ts';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import { newId } from '../../kit/index.ts';
import { deletePage, findPage, insertSnapshot, markSeen, putPage, replacePassages } from '../store/page-store.ts';
import { passagesOf } from '../text/passages.ts';
import type { CrawledPage, PageArchive } from './page-archive.ts';
import type { Validators } from './page-fetcher.ts';

export interface SourceArchiveParts {
  db: Database;
  objects: ObjectStore;
  clock: Clock;
  detectLanguage: (text: string) => Promise<string>;
  crawl: { crawlId: string; sourceId: string; assistantId: string };
}

/** Keeps a crawl's pages: the bytes on S3 under their digest, the passages in the database. */
export class SourceArchive implements PageArchive {
  readonly #parts: SourceArchiveParts;

  constructor(parts: SourceArchiveParts) {
    this.#parts = parts;
  }

  async validators(url: string): Promise<Validators> {
    const known = await findPage(this.#parts.db, this.#parts.crawl.sourceId, url);
    return { etag: known?.etag ?? undefined, lastModified: known?.lastModified ?? undefined };
  }

  async keep({ url, html, contentType, page, validators }: CrawledPage): Promise<void> {
    const { db, objects, crawl } = this.#parts;
    const { etag = null, lastModified = null } = validators;
    const sha256 = createHash('sha256').update(html).digest('hex');
    const known = await findPage(db, crawl.sourceId, url);
    if (known?.sha256 === sha256) return markSeen(db, known.id, { seenIn: crawl.crawlId, etag, lastModified });

    const key = `pages/${sha256}.html`;
    // Before the rows that name it; the same bytes under the same key do no harm twice.
    if (!(await objects.exists(key))) await objects.put(key, html, { contentType });
    const passages = passagesOf(page.blocks);
    const language = page.language ?? (await this.#parts.detectLanguage(passages.map(({ text }) => text).join('\n')));
    await transaction(db, async (tx) => {
      const snapshotId = await this.#snapshot(tx, {
        url,
        title: page.title,
        language,
        contentType,
        sha256,
        uri: objects.uri(key),
      });
      const { sourceId, assistantId, crawlId } = crawl;
      const pageId = await putPage(tx, {
        id: newId('page'),
        sourceId,
        url,
        snapshotId,
        etag,
        lastModified,
        seenIn: crawlId,
      });
      await replacePassages(tx, { pageId, assistantId, language, title: page.title }, passages);
    });
  }

  async confirm(url: string): Promise<{ html: Buffer; contentType: string } | undefined> {
    const { db, objects, crawl } = this.#parts;
    const known = await findPage(db, crawl.sourceId, url);
    if (!known) return undefined;
    await markSeen(db, known.id, { seenIn: crawl.crawlId });
    return { html: Buffer.from(await objects.get(objects.keyOf(known.uri))), contentType: known.contentType };
  }

  drop(url: string): Promise<void> {
    return deletePage(this.#parts.db, this.#parts.crawl.sourceId, url);
  }

  async #snapshot(
    tx: Transaction,
    page: { url: string; title: string | null; language: string; contentType: string; sha256: string; uri: string },
  ): Promise<string> {
    const id = newId('snapshot');
    await insertSnapshot(tx, { ...page, id, sourceId: this.#parts.crawl.sourceId, fetchedAt: this.#parts.clock.now() });
    return id;
  }
}
