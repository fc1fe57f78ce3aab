import type { Example } from '../../nlu/index.ts';

/** A small help desk in two languages, ten utterances an intent and language, near-synonyms on purpose far apart. */
const HELP_DESK: Readonly<Record<string, Readonly<Record<'en' | 'pt-BR', readonly string[]>>>> = {
  library_hours: {
    en: [
      'when does the library open',
      'library opening hours please',
      'is the library open on saturday',
      'what time does the library close',
      'until when can I study in the library',
      'library schedule for this week',
      'does the library open on holidays',
      'hours of the central library',
      'is the reading room open tonight',
      'at what time can I enter the library',
    ],
    'pt-BR': [
      'que horas a biblioteca abre',
      'horário da biblioteca por favor',
      'a biblioteca abre no sábado',
      'até que horas a biblioteca fica aberta',
      'quando fecha a biblioteca',
      'a biblioteca funciona no feriado',
      'horário de funcionamento da biblioteca central',
      'posso estudar na biblioteca à noite',
      'a sala de leitura está aberta hoje',
      'a partir de que horas posso entrar na biblioteca',
    ],
  },
  reset_password: {
    en: [
      'I forgot my password',
      'how do I reset my password',
      'my login does not work anymore',
      'change the password of my account',
      'the portal says wrong password',
      'I cannot sign in to the portal',
      'password recovery link',
      'send me a new password',
      'my account is locked',
      'unlock my student account',
    ],
    'pt-BR': [
      'esqueci minha senha',
      'como redefino a senha',
      'meu login não funciona mais',
      'quero trocar a senha da minha conta',
      'o portal diz senha incorreta',
      'não consigo entrar no portal',
      'link para recuperar a senha',
      'mande uma senha nova',
      'minha conta está bloqueada',
      'desbloquear minha conta de aluno',
    ],
  },
  scholarship: {
    en: [
      'how do I apply for a scholarship',
      'are there grants for new students',
      'scholarship deadline',
      'which financial aid exists',
      'who can get a scholarship',
      'documents for the scholarship application',
      'when is the scholarship paid',
      'is there money for poor students',
      'scholarship for research',
      'result of the scholarship call',
    ],
    'pt-BR': [
      'como peço uma bolsa de estudos',
      'existe auxílio para calouros',
      'prazo da bolsa',
      'quais auxílios financeiros existem',
      'quem pode receber bolsa',
      'documentos para pedir a bolsa',
      'quando a bolsa é paga',
      'tem ajuda para aluno de baixa renda',
      'bolsa de iniciação científica',
      'resultado do edital de bolsas',
    ],
  },
  grades: {
    en: [
      'where do I see my grades',
      'my grade is wrong',
      'when are the grades published',
      'how is the final grade computed',
      'what do I need to pass the course',
      'ask for a review of my exam',
      'show my transcript',
      'minimum grade to pass',
      'the professor has not posted the grade',
      'what was my mark in calculus',
    ],
    'pt-BR': [
      'onde vejo minhas notas',
      'minha nota está errada',
      'quando saem as notas',
      'como se calcula a média final',
      'quanto preciso para passar na disciplina',
      'pedir revisão da prova',
      'mostrar meu histórico escolar',
      'nota mínima para passar',
      'o professor não lançou a nota',
      'qual foi minha nota em cálculo',
    ],
  },
};

const OUT_OF_SCOPE: Readonly<Record<'en' | 'pt-BR', readonly string[]>> = {
  en: [
    'what is the capital of france',
    'tell me a joke about cats',
    'will it rain on monday',
    'how tall is the eiffel tower',
  ],
  'pt-BR': [
    'qual a capital da frança',
    'conte uma piada de gatos',
    'vai chover na segunda',
    'receita de bolo de cenoura',
  ],
};

/** Every example of the help desk as a training row; some of them out-of-scope where asked for. */
export function helpDesk({ withOutOfScope = false } = {}): Example[] {
  const examples: Example[] = [];
  const add = (intent: string | null, language: string, utterances: readonly string[]) => {
    for (const utterance of utterances) {
      const id = `ex_${String(examples.length).padStart(4, '0')}`;
      examples.push({ id, utterance, intent, language, weight: 1, split: 'train' });
    }
  };
  for (const [intent, byLanguage] of Object.entries(HELP_DESK)) {
    for (const [language, utterances] of Object.entries(byLanguage)) add(intent, language, utterances);
  }
  if (withOutOfScope)
    for (const [language, utterances] of Object.entries(OUT_OF_SCOPE)) add(null, language, utterances);
  return examples;
}

/** One example that differs from a plain one in what is given. */
export function example(given: Partial<Example>): Example {
  return {
    id: 'ex_1',
    utterance: 'good morning',
    intent: 'greeting',
    language: 'en',
    weight: 1,
    split: 'train',
    ...given,
  };
}
