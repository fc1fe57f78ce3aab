const READ_CHARACTERS = 4_000;

/** The language of a page's text as an ISO 639-1 tag; "und" where it cannot be told. The detector is loaded when first needed. */
export async function detectLanguage(text: string): Promise<string> {
  const { eld } = await import('eld/small');
  return eld.detect(text.slice(0, READ_CHARACTERS)).language || 'und';
}
