import { sql } from 'kysely';
import type { Passage } from '../text/passages.ts';
import { type Db, type PageRow, type PageSnapshotRow, tablesOf } from './tables.ts';

export type KeptPage = PageRow & Pick<PageSnapshotRow, 'sha256' | 'uri' | 'contentType'>;

export async function findPage(db: Db, sourceId: string, url: string): Promise<KeptPage | undefined> {
  return tablesOf(db)
    .selectFrom('page')
    .innerJoin('pageSnapshot', 'pageSnapshot.id', 'page.snapshotId')
    .selectAll('page')
    .select(['pageSnapshot.sha256', 'pageSnapshot.uri', 'pageSnapshot.contentType'])
    .where('page.sourceId', '=', sourceId)
    .where('page.url', '=', url)
    .executeTakeFirst();
}

export async function insertSnapshot(tx: Db, snapshot: PageSnapshotRow): Promise<void> {
  await tablesOf(tx).insertInto('pageSnapshot').values(snapshot).execute();
}

/** Writes the page, new or known by its address, and gives its id. */
export async function putPage(tx: Db, page: PageRow): Promise<string> {
  const { snapshotId, etag, lastModified, seenIn } = page;
  const { id } = await tablesOf(tx)
    .insertInto('page')
    .values(page)
    .onConflict((conflict) =>
      conflict.columns(['sourceId', 'url']).doUpdateSet({ snapshotId, etag, lastModified, seenIn }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function markSeen(
  db: Db,
  pageId: string,
  change: Pick<PageRow, 'seenIn'> & Partial<PageRow>,
): Promise<void> {
  await tablesOf(db).updateTable('page').set(change).where('id', '=', pageId).execute();
}

/** Forgets the page and its passages; its snapshots stay, for the citations made from them. */
export async function deletePage(db: Db, sourceId: string, url: string): Promise<void> {
  await tablesOf(db).deleteFrom('page').where('sourceId', '=', sourceId).where('url', '=', url).execute();
}

export async function deleteUnseenPages(tx: Db, sourceId: string, crawlId: string): Promise<void> {
  await tablesOf(tx).deleteFrom('page').where('sourceId', '=', sourceId).where('seenIn', '!=', crawlId).execute();
}

export async function countPages(db: Db, sourceId: string): Promise<number> {
  const { count } = await tablesOf(db)
    .selectFrom('page')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('sourceId', '=', sourceId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Puts these passages in place of the page's earlier ones. */
export async function replacePassages(
  tx: Db,
  page: { pageId: string; assistantId: string; language: string; title: string | null },
  passages: readonly Passage[],
): Promise<void> {
  const { pageId, assistantId, language, title } = page;
  await tablesOf(tx).deleteFrom('passage').where('pageId', '=', pageId).execute();
  if (passages.length === 0) return;
  const headings = passages.map(({ heading }) => heading);
  const texts = passages.map(({ text }) => text);
  await sql`
    insert into scraping.passage (page_id, assistant_id, language, heading, text, search)
    select ${pageId}, ${assistantId}, ${language}::text, p.heading, p.text,
      setweight(scraping.vector_of(${language}, ${title ?? ''}), 'A')
      || setweight(scraping.vector_of(${language}, coalesce(p.heading, '')), 'B')
      || scraping.vector_of(${language}, p.text)
    from unnest(${headings}::text[], ${texts}::text[]) with ordinality as p(heading, text, place)
    order by p.place`.execute(tx);
}
