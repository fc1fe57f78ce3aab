import type { Logger } from '../platform/log/index.ts';
import type { Conversation } from '../subgraphs/conversation/index.ts';
import type { Models } from '../subgraphs/models/index.ts';
import type { Nlp } from '../subgraphs/nlp/index.ts';
import type { Tagging } from '../subgraphs/tagging/index.ts';
import { loadHelpDesk } from '../demo/help-desk.ts';

/** The demo assistant's id: the chat page and the README name it. */
export const DEMO_ASSISTANT = 'asst_demo';

/**
 * Makes the demo assistant, teaches it, and has its first version trained, judged and approved by `seed`, as any other version is by a person.
 * Safe to call again, also after a crash half-way: each part is made once. Resolves when the version is on its way into service.
 */
export async function seedDemo(
  { conversation, nlp, tagging, models }: { conversation: Conversation; nlp: Nlp; tagging: Tagging; models: Models },
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<void> {
  const { name, languages, intents, categories, entityTypes, examples } = loadHelpDesk();
  await conversation.service.ensureAssistant({
    id: DEMO_ASSISTANT,
    name,
    languages: [...languages],
    isPublic: true,
    timeZone: 'America/Sao_Paulo',
  });
  await nlp.importIntents({
    assistantId: DEMO_ASSISTANT,
    intents,
    entityTypes,
    examples: examples.map(({ annotated, ...example }) =>
      annotated === undefined ? example : { ...example, utterance: annotated, isAnnotated: true },
    ),
  });
  await tagging.importCategories({
    assistantId: DEMO_ASSISTANT,
    categories,
    rules: intents.map(({ name: intent, category }) => ({ intent, category })),
  });
  await models.seedFirstVersion({ assistantId: DEMO_ASSISTANT, reason: 'first start of the demo assistant', signal });
  log.info(
    { assistantId: DEMO_ASSISTANT, intents: intents.length, examples: examples.length },
    'demo assistant seeded',
  );
}
