import { z } from 'zod';

const text = z.string().trim().min(1);
const perLanguage = z.record(text, text);

const intentEntry = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'is not snake_case'),
  category: text,
  isHandoff: z.boolean().default(false),
  label: perLanguage,
  answer: perLanguage,
});

/** The shape of `answers.json`; what one part promises another is checked too, so that one parse names every problem. */
export const answersFile = z
  .strictObject({
    name: text,
    languages: z.array(text).min(1),
    categories: z.array(z.strictObject({ key: text, name: text })).min(1),
    intents: z.array(intentEntry).min(2),
  })
  .superRefine(({ languages, categories, intents }, context) => {
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: ['intents', ...path], message });
    const categoryKeys = new Set(categories.map(({ key }) => key));
    const names = new Set<string>();
    for (const [position, intent] of intents.entries()) {
      if (names.has(intent.name)) problem([position, 'name'], `"${intent.name}" is there twice`);
      names.add(intent.name);
      if (!categoryKeys.has(intent.category)) problem([position, 'category'], `"${intent.category}" is no category`);
      for (const field of ['label', 'answer'] as const) {
        const missing = languages.filter((language) => !(language in intent[field]));
        if (missing.length > 0) problem([position, field], `"${intent.name}" has none in ${missing.join(', ')}`);
      }
    }
  });
