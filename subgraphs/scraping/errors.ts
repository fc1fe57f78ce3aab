import { DomainError } from '../kit/index.ts';

/** The address is not one that a crawl may ever read. */
export class UrlRefused extends DomainError {
  constructor(message: string) {
    super('URL_REFUSED', message, ['input', 'url']);
  }
}

export class SourceExists extends DomainError {
  constructor() {
    super('SOURCE_EXISTS', 'This assistant already has a source with this address.', ['input', 'url']);
  }
}
