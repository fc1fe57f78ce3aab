import { Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { problemOf } from '../../graph/problem.ts';
import { graphql } from '../../gql/index.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Problems } from '../../ui/problems.tsx';

const TryOutQuery = graphql(`
  query TryOut($assistantId: ID!, $text: String!) {
    entitySpans(assistantId: $assistantId, text: $text) {
      ...MarkedText_span
    }
  }
`);
// What is found depends on every entity type, none of which the answer names.
const CHANGES_WITH_ENTITY_TYPES = { additionalTypenames: ['EntityType'] };

const TYPING_MS = 250;
const LONGEST = 2_000;

/** Says what the assistant finds in a sentence, while it is typed. */
export function TryOut({ assistantId }: { assistantId: string }) {
  const { t } = useTranslation('console');
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed, TYPING_MS);
  const isEmpty = text.trim() === '';
  const [{ data, error }] = useQuery({
    query: TryOutQuery,
    variables: { assistantId, text },
    pause: isEmpty,
    requestPolicy: 'network-only',
    context: CHANGES_WITH_ENTITY_TYPES,
  });
  return (
    <Panel title={t('entities.try')} hint={t('entities.tryHint')}>
      <Stack gap="sm">
        <TextInput
          aria-label={t('entities.try')}
          placeholder={t('entities.tryExample')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={LONGEST}
        />
        <Text component="output" size="sm" lh={2} mih="2em" data-try-out>
          {isEmpty && (
            <Text span size="sm" c="dimmed">
              {t('entities.tryEmpty')}
            </Text>
          )}
          {!isEmpty && data && <MarkedText text={text} spans={data.entitySpans} />}
          {!isEmpty && data?.entitySpans.length === 0 && (
            <Text span size="sm" c="dimmed" ml="xs">
              {t('entities.tryNone')}
            </Text>
          )}
        </Text>
        {error && <Problems of={[problemOf(error)]} />}
      </Stack>
    </Panel>
  );
}
