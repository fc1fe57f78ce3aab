import type { Workflows } from '../subgraphs/models/index.ts';
import type { Config } from '../platform/config/index.ts';
import type { Migration } from '../platform/db/index.ts';
import type { Delivery } from '../platform/queue/index.ts';
import { newProcessName } from '../platform/processes/index.ts';
import { type Conversation, conversationMigrations, createConversation } from '../subgraphs/conversation/index.ts';
import { createFeedback, type Feedback, feedbackMigrations } from '../subgraphs/feedback/index.ts';
import type { Rooms as AskRooms } from '../subgraphs/kit/index.ts';
import { createModels, type Models, modelsMigrations } from '../subgraphs/models/index.ts';
import { createNlp, type Nlp, nlpMigrations } from '../subgraphs/nlp/index.ts';
import { createScraping, type Scraping, scrapingMigrations } from '../subgraphs/scraping/index.ts';
import { createTagging, type Tagging, taggingMigrations } from '../subgraphs/tagging/index.ts';
import type { Services } from './services.ts';

/** The six rooms, made from the same services; a process starts those that it serves. */
export interface SixRooms {
  readonly conversation: Conversation;
  readonly nlp: Nlp;
  readonly tagging: Tagging;
  readonly scraping: Scraping;
  readonly feedback: Feedback;
  readonly models: Models;
}

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  ...conversationMigrations,
  ...nlpMigrations,
  ...taggingMigrations,
  ...scrapingMigrations,
  ...feedbackMigrations,
  ...modelsMigrations,
};

export type RoomServices = Pick<
  Services,
  'db' | 'notifications' | 'objects' | 'encoders' | 'clock' | 'log' | 'tokens' | 'lifecycle'
>;

/** The rooms whose messages leave through an outbox, each in the PostgreSQL schema of its name. */
export const OUTBOXES = ['conversation', 'nlp', 'feedback'] as const satisfies readonly (keyof SixRooms)[];

/** Makes all six. Nothing connects, listens or runs before a room's `start`. */
export function createSixRooms(
  services: RoomServices,
  {
    rooms,
    workflows,
    delivery,
    crawl,
    feedback: signals,
    webhooks,
  }: {
    rooms: AskRooms;
    workflows: Workflows;
    delivery: Delivery;
    crawl: Config['crawl'];
    feedback?: Config['feedback'];
    webhooks: Config['webhooks'];
  },
): SixRooms {
  const common = { ...services, rooms };
  const models = createModels({ ...common, workflows, webhooks });
  return {
    conversation: createConversation(common),
    nlp: createNlp({ ...common, processId: newProcessName() }),
    tagging: createTagging(common),
    scraping: createScraping({ ...common, crawl }),
    feedback: createFeedback({
      ...common,
      ...signals,
      delivery,
      acceptanceOf: (tx, assistantId) => models.acceptancePolicy(tx, assistantId),
    }),
    models,
  };
}
