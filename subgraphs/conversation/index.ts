import type { TokenIssuer } from '../../platform/auth/index.ts';
import type { Database, Migration, Notifications } from '../../platform/db/index.ts';
import type { Clock, Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import { createOutbox } from '../../platform/queue/index.ts';
import { buildSubgraph, type Rooms, type Subgraph } from '../kit/index.ts';
import { AssistantService } from './assistant-service.ts';
import { ConversationService } from './conversation-service.ts';
import { MessageService } from './message-service.ts';
import * as created from './migrations/20261122T1435-conversation-create.ts';
import * as outboxRefusals from './migrations/20261123T0310-conversation-outbox-refusals.ts';
import * as timeZone from './migrations/20261128T1250-conversation-time-zone.ts';
import * as origin from './migrations/20261128T1845-conversation-origin.ts';
import { Neighbours, type Patience } from './neighbours.ts';
import { AssistantResolver } from './resolvers/assistant-resolver.ts';
import { ConversationResolver } from './resolvers/conversation-resolver.ts';
import { turnNode } from './resolvers/turn-node.ts';
import { TurnResolver } from './resolvers/turn-resolver.ts';
import { ViewerResolver } from './resolvers/viewer-resolver.ts';
import { TokenService } from './token-service.ts';
import { TURN_CHANNEL, TurnService } from './turn-service.ts';

export { turnObserved } from './messages.ts';

export const conversationMigrations: Record<string, Migration> = {
  '20261122T1435-conversation-create': created,
  '20261123T0310-conversation-outbox-refusals': outboxRefusals,
  '20261128T1250-conversation-time-zone': timeZone,
  '20261128T1845-conversation-origin': origin,
};

export interface ConversationDeps {
  db: Database;
  rooms: Rooms;
  notifications: Notifications;
  clock: Clock;
  log: Logger;
  tokens: TokenIssuer;
  /** Milliseconds from any fixed point, never set back; measures a turn's latency. */
  monotonicMs?: () => number;
  /** How long a reply waits for other rooms. */
  patience?: Patience;
}

/** The room of assistants, conversations and turns. */
export interface Conversation {
  readonly subgraph: Subgraph;
  readonly service: {
    /** Makes the assistant with this id unless there is one; twice is safe. */
    ensureAssistant: AssistantService['ensure'];
  };
  /** Begins to hear of turns, also those taken by other processes, until the lifecycle stops. Without it `turnAdded` stays silent. */
  start(lifecycle: Lifecycle): Promise<void>;
}

/** Makes the room; nothing connects or listens before `start` or the first operation. */
export function createConversation(deps: ConversationDeps): Conversation {
  const { db, rooms, notifications, clock, log, tokens, monotonicMs = () => performance.now(), patience } = deps;
  const outbox = createOutbox({ schema: 'conversation', notifications });
  const assistants = new AssistantService({ db, clock, outbox });
  const conversations = new ConversationService({ db, clock, tokens });
  const turns = new TurnService({ db });
  const messages = new MessageService({
    db,
    neighbours: new Neighbours({ rooms, log, patience }),
    outbox,
    notifications,
    clock,
    monotonicMs,
  });

  const subgraph = buildSubgraph({
    name: 'conversation',
    resolvers: [
      new AssistantResolver(assistants),
      new ConversationResolver({ assistants, conversations, turns }),
      new TurnResolver({ messages, turns }),
      new ViewerResolver(new TokenService({ db, tokens, clock, outbox })),
    ],
    references: {
      Assistant: assistants.find,
      Conversation: conversations.find,
      Turn: async (ids) => new Map([...(await turns.find(ids))].map(([id, turn]) => [id, turnNode(turn)])),
    },
    subscriptions: {
      turnAdded: ({ conversationId, after }: { conversationId: string; after?: number | null }, context) =>
        turns.follow(conversationId, after, context),
    },
  });

  return {
    subgraph,
    service: { ensureAssistant: (assistant) => assistants.ensure(assistant) },
    async start(lifecycle) {
      const stopListening = await notifications.listen(TURN_CHANNEL, (conversationId) => turns.wake(conversationId), {
        onReconnect: () => turns.wakeAll(),
      });
      lifecycle.onStop('conversation notifications', stopListening);
    },
  };
}
