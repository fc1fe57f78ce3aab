import { checkText } from '../kit/index.ts';

/** UTF-16 code units, as JavaScript and most clients count. */
const UTTERANCE_LIMIT = 2_000;

// C0 and C1 controls but tab and line feed. PostgreSQL refuses U+0000, and the rest show nothing and confuse the tokenizer.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * The utterance as it is kept and interpreted: line ends are `\n`, control characters are gone, a lone surrogate is U+FFFD.
 * @throws DomainError TEXT_TOO_LONG beyond 2,000 UTF-16 units, TEXT_REQUIRED where nothing is left to read.
 */
export function cleanUtterance(text: string, path: string[]): string {
  const utterance = text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(CONTROLS, '');
  checkText(utterance, { path, limit: UTTERANCE_LIMIT, required: true });
  return utterance;
}
