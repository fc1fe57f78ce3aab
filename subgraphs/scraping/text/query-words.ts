const MAX_WORDS = 32;

// How people ask, not what about; PostgreSQL's stop words miss these. Without accents, as the words are compared.
const ASKING = new Set(
  [
    'onde quanto quanta quantos quantas quais qualquer quero queria gostaria preciso precisa posso pode podem consigo conseguir saber sabe',
    'dizer diga informar informacao informacoes explicar favor ola oi bom boa dia tarde noite obrigado obrigada tem ter fica ficam ficar',
    'existe existem ha nao sao esta estao ate ja voce voces sera la aqui tambem entao custa custam valor faco fazer faz funciona funcionam',
    'acontece sobre algum alguma peco pedir hora horas horario horarios abre abrem abrir fecha fecham aberto aberta',
    'tell know want would like could please need hello hi hey thanks give explain get find use cost costs happen happens work works say any',
    'anyone anything something someone much many long may might must shall show let us also exist exists way thing things ask time times',
    'hour hours open opens opening close closes closing',
  ]
    .join(' ')
    .split(' '),
);

/** The words of a question that may say what it is about, in order, each once; up to 32. */
export function queryWords(query: string): string[] {
  const words =
    query
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].filter((word) => !ASKING.has(folded(word))).slice(0, MAX_WORDS);
}

/**
 * The spellings under which a word is looked for: as typed, and with the accents that Portuguese endings need and hurried writers
 * leave out ("inscricoes", "sao"), because stems are made from accented words.
 */
export function spellingsOf(word: string): string[] {
  const accented = word
    .replace(/(c|ç)ao$/, 'ção')
    .replace(/(c|ç)oes$/, 'ções')
    .replace(/ao$/, 'ão')
    .replace(/oes$/, 'ões');
  return accented === word ? [word] : [word, accented];
}

function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}+/gu, '');
}
