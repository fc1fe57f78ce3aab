import type { ReplyOption } from './vocabulary.ts';

/** What the assistant says in its own words: everything that is neither a curated answer nor a citation. */
export interface ReplyTexts {
  didYouMean(options: readonly ReplyOption[]): string;
  found(title: string, passage: string): string;
  unknown: string;
  /** Follows `unknown` where somebody can take over. */
  handoffOffer: string;
  handoffLabel: string;
}

const ENGLISH: ReplyTexts = {
  didYouMean: ([only, ...others]) =>
    only && others.length === 0 ? `Did you mean “${only.label}”?` : 'I am not sure which of these you mean:',
  found: (title, passage) => `I have no answer of my own, but I found this in “${title}”:\n\n${passage}`,
  unknown: 'I don’t know the answer to that. Could you put it another way?',
  handoffOffer: 'Or I can hand you over to a person.',
  handoffLabel: 'Talk to a person',
};

const PORTUGUESE: ReplyTexts = {
  didYouMean: ([only, ...others]) =>
    only && others.length === 0
      ? `Você quis dizer “${only.label}”?`
      : 'Não tenho certeza de qual destas opções você quer:',
  found: (title, passage) => `Não tenho uma resposta própria, mas encontrei isto em “${title}”:\n\n${passage}`,
  unknown: 'Não sei a resposta para isso. Você pode perguntar de outro jeito?',
  handoffOffer: 'Ou posso passar você para uma pessoa.',
  handoffLabel: 'Falar com uma pessoa',
};

/** The texts in the language of the utterance; English where we have none of its own. */
export function replyTexts(language: string): ReplyTexts {
  return language.split('-')[0] === 'pt' ? PORTUGUESE : ENGLISH;
}
