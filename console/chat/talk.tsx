import { ActionIcon, Box, Group, Text, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery, useSubscription } from 'urql';
import type { LiveStateStore } from '../graph/live-state.ts';
import { problemOf } from '../graph/problem.ts';
import { graphql, readFragment } from '../gql/index.ts';
import type { TalkTurnAddedSubscription, TalkTurnFragment } from '../gql/graphql.ts';
import { Failed } from '../ui/failed.tsx';
import { LiveMark } from '../ui/live-mark.tsx';
import { Mark } from '../ui/mark.tsx';
import { LanguageMenu, SchemeMenu } from '../ui/preferences.tsx';
import classes from './chat.module.css';
import { Composer } from './composer.tsx';
import { Greeting } from './greeting.tsx';
import { PendingMessage } from './pending-message.tsx';
import { mergeTurns } from './turns.ts';
import { TurnView } from './turn-view.tsx';
import { useSending } from './use-sending.ts';

const TalkTurn = graphql(`
  fragment TalkTurn on Turn {
    id
    index
    ...TurnView_turn
  }
`);

const TalkConversation = graphql(`
  query TalkConversation($id: ID!, $language: String!) {
    conversation(id: $id) {
      id
      assistant {
        id
        name
        intentOptions(language: $language) {
          intent
          label
        }
      }
      turns(last: 100) {
        edges {
          node {
            id
            ...TalkTurn
          }
        }
      }
    }
  }
`);

const TalkTurnAdded = graphql(`
  subscription TalkTurnAdded($conversationId: ID!, $after: Int) {
    turnAdded(conversationId: $conversationId, after: $after) {
      id
      ...TalkTurn
    }
  }
`);

// A turn without feedback names no Feedback, so the cache could not know that feedback changes this query.
const SHOWS_FEEDBACK = { additionalTypenames: ['Feedback'] };
const BEFORE_ALL = -1;
const NONE: readonly TalkTurnFragment[] = [];

/** An open conversation: its turns, live, and where the next is written. */
export function Talk({
  conversationId,
  live,
  startAnew,
}: {
  conversationId: string;
  live: LiveStateStore;
  startAnew: () => void;
}) {
  const { t, i18n } = useTranslation('chat');
  const [{ data, error, fetching }, refetch] = useQuery({
    query: TalkConversation,
    variables: { id: conversationId, language: i18n.language },
    requestPolicy: 'cache-and-network',
    context: SHOWS_FEEDBACK,
  });
  const [{ data: added = NONE }] = useSubscription<TalkTurnAddedSubscription, readonly TalkTurnFragment[]>(
    { query: TalkTurnAdded, variables: { conversationId, after: BEFORE_ALL }, pause: !data },
    (known = NONE, { turnAdded }) => [...known, readFragment(TalkTurn, turnAdded)],
  );
  const [answered, setAnswered] = useState(NONE);
  const { pending, send, retry, discard } = useSending(conversationId, (turn) =>
    setAnswered((known) => [...known, readFragment(TalkTurn, turn)]),
  );

  const settled = data?.conversation?.turns.edges.map(({ node }) => readFragment(TalkTurn, node));
  const turns = mergeTurns(settled ?? NONE, [...added, ...answered]);
  const options = data?.conversation?.assistant.intentOptions ?? [];
  const name = data?.conversation?.assistant.name ?? t('title');

  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (turns.length > 0 || pending) end.current?.scrollIntoView({ block: 'end' });
  }, [turns.length, pending]);
  useEffect(() => {
    document.title = name;
  }, [name]);
  // The conversation is gone (its data folder was deleted, or it was erased): begin another.
  const isGone = data !== undefined && !fetching && !data.conversation && !error;
  useEffect(() => {
    if (isGone) startAnew();
  }, [isGone, startAnew]);

  return (
    <Box className={classes.page}>
      <header className={classes.header}>
        <Group gap={10} wrap="nowrap" miw={0}>
          <Mark size={26} />
          <Text component="h1" fw={620} truncate fz="md" m={0}>
            {name}
          </Text>
        </Group>
        <Group gap={2} wrap="nowrap">
          <LiveMark store={live} />
          <Tooltip label={t('newConversation')}>
            <ActionIcon variant="subtle" color="gray" size="lg" onClick={startAnew} aria-label={t('newConversation')}>
              <IconPlus size={18} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <LanguageMenu />
          <SchemeMenu />
        </Group>
      </header>
      <main className={classes.turns}>
        {error && <Failed problem={problemOf(error)} retry={() => refetch({ requestPolicy: 'network-only' })} />}
        <Greeting />
        <div role="log" aria-live="polite" aria-label={t('conversation')} className={classes.log}>
          {turns.map((turn, i) => (
            <TurnView
              key={turn.id}
              turn={turn}
              options={options}
              isLast={i === turns.length - 1 && !pending}
              onChoose={(option) => void send({ text: option.label, chosenIntent: option.intent })}
            />
          ))}
          {pending && <PendingMessage message={pending} onRetry={() => void retry()} onDiscard={discard} />}
        </div>
        <div ref={end} className={classes.end} />
      </main>
      <Composer isSending={pending !== null && !pending.problem} onSend={send} />
    </Box>
  );
}
