import { useCallback, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { createGraph } from '../graph/client.ts';
import { LiveStateStore } from '../graph/live-state.ts';
import { type KeptConversation, keptConversations } from './kept-conversations.ts';
import { Start } from './start.tsx';
import { Talk } from './talk.tsx';

/** A chat with one assistant: begins a conversation, or goes on with this tab's. */
export function ChatPage({ assistantId }: { assistantId: string }) {
  const [kept, setKept] = useState(() => keptConversations.read(assistantId));
  const startAnew = useCallback(() => {
    keptConversations.forget(assistantId);
    setKept(null);
  }, [assistantId]);
  const token = kept?.token ?? null;
  const { graph, live } = useMemo(() => {
    const store = new LiveStateStore();
    return { live: store, graph: createGraph({ token: () => token, onUnauthenticated: startAnew, live: store }) };
  }, [token, startAnew]);

  function begin(conversation: KeptConversation) {
    keptConversations.keep(assistantId, conversation);
    setKept(conversation);
  }

  return (
    <Provider value={graph}>
      {kept ? (
        <Talk key={kept.id} conversationId={kept.id} live={live} startAnew={startAnew} />
      ) : (
        <Start assistantId={assistantId} onStarted={begin} />
      )}
    </Provider>
  );
}
