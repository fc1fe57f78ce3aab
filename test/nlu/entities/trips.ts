import { formatAnnotated, type LabelledSpan, parseAnnotated } from '../../../nlu/index.ts';
import { Rng } from '../../../nlu/rng.ts';

/** What is said in training and what only afterwards: neither the sentences nor half of the words of the test were ever trained on. */
const TRAINED = {
  sentences: [
    'quero voar de {origem} para {destino} {quando}',
    'tem voo {quando} para {destino}?',
    'uma passagem de {origem} a {destino} em nome de {pessoa}',
    'saindo de {origem} {quando}, chegando em {destino}',
    'reserva para {pessoa} com destino a {destino}',
    'book me a flight from {origem} to {destino} {quando}',
    'any flight to {destino} {quando}?',
    'a ticket from {origem} to {destino} under the name {pessoa}',
    'bom dia, tudo bem?',
    'qual a bagagem permitida',
    'thanks a lot',
    'what is the baggage limit',
  ],
  cities: [
    'São Paulo',
    'Recife',
    'Porto Alegre',
    'Lisbon',
    'Belém',
    'New York',
    'Natal',
    'Campo Grande',
    'Curitiba',
    'Boston',
  ],
  times: ['amanhã de manhã', 'na sexta', 'semana que vem', 'on friday', 'next week', 'tomorrow morning', 'dia 5'],
  people: ['Ana Souza', 'João da Silva', 'Mary Jones', 'Pedro Lima', 'Carla Dias', 'John Smith'],
};
const UNSEEN = {
  sentences: [
    'gostaria de viajar de {origem} para {destino} {quando}',
    'preciso de um voo {quando} de {origem} para {destino}',
    'passagem para {destino} em nome de {pessoa}',
    'I need a flight from {origem} to {destino} {quando}',
    'ticket to {destino} under the name {pessoa}',
    'oi, tudo bem com você?',
    'what is the baggage fee',
  ],
  cities: [
    'Salvador',
    'Belo Horizonte',
    'Chicago',
    'Manaus',
    'San Diego',
    'Recife',
    'Lisbon',
    'São Paulo',
    'Curitiba',
    'Natal',
  ],
  times: ['na segunda', 'tomorrow night', 'on monday', 'semana que vem', 'dia 7', 'next week', 'na sexta'],
  people: ['Bruna Rocha', 'José da Costa', 'Mary Smith', 'Paul Brown'],
};

export interface Trip {
  readonly utterance: string;
  readonly spans: readonly LabelledSpan[];
}

/** So many annotated requests of a travel agency, in two languages. */
export function trips(kind: 'trained' | 'unseen', count: number, seed: number): Trip[] {
  const { sentences, cities, times, people } = kind === 'trained' ? TRAINED : UNSEEN;
  const rng = new Rng(seed);
  const oneOf = (words: readonly string[]) => words[rng.below(words.length)]!;
  const wordsOf = { origem: cities, destino: cities, quando: times, pessoa: people };
  return Array.from({ length: count }, (_, i) => {
    const notation = sentences[i % sentences.length]!.replaceAll(
      /\{(\w+)\}/g,
      (_slot, type: keyof typeof wordsOf) => `[${oneOf(wordsOf[type])}](${type})`,
    );
    const parsed = parseAnnotated(notation);
    if ('fault' in parsed) throw new Error(`${notation}: ${parsed.fault.message}`);
    if (formatAnnotated(parsed) !== notation) throw new Error(notation);
    return { utterance: parsed.text, spans: parsed.spans };
  });
}
