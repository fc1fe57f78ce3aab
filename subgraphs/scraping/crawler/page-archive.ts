import type { PageText } from '../text/page-text.ts';
import type { Validators } from './page-fetcher.ts';

/** What a crawl has found out about one page. */
export interface CrawledPage {
  url: string;
  html: Buffer;
  contentType: string;
  page: PageText;
  validators: Validators;
}

/** Where a crawl keeps what it reads, and what it knows of earlier crawls. */
export interface PageArchive {
  validators(url: string): Promise<Validators>;
  keep(page: CrawledPage): Promise<void>;
  /** The server says that the page has not changed: gives it back as it was kept, for its links. */
  confirm(url: string): Promise<{ html: Buffer; contentType: string } | undefined>;
  /** The page is not to be had any more, or may not be kept. */
  drop(url: string): Promise<void>;
}
