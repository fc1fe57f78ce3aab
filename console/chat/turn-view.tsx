import { Anchor, Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { fullDate } from '../format/times.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import classes from './chat.module.css';
import { CopyButton } from './copy-button.tsx';
import type { Option } from './said.ts';
import { TurnFeedback } from './turn-feedback.tsx';

const TurnView_turn = graphql(`
  fragment TurnView_turn on Turn {
    id
    utterance
    reply {
      kind
      text
      options {
        intent
        label
      }
      citations {
        title
        url
        passage
        fetchedAt
        pageSnapshotId
      }
    }
    tags {
      id
      name
    }
    modelVersion {
      id
      number
    }
    ...TurnFeedback_turn
  }
`);

/** What was said and what was answered, with where the answer comes from and what may be said about it. */
export function TurnView({
  turn: masked,
  options,
  isLast,
  onChoose,
}: {
  turn: FragmentType<typeof TurnView_turn>;
  options: readonly Option[];
  isLast: boolean;
  onChoose: (option: Option) => void;
}) {
  const { t, i18n } = useTranslation('chat');
  const turn = readFragment(TurnView_turn, masked);
  const { reply, tags, modelVersion } = turn;
  return (
    <article className={classes.turn} data-turn={turn.id} data-version={modelVersion?.number}>
      <div className={classes.said}>
        <span className="visually-hidden">{t('you')}: </span>
        {turn.utterance}
      </div>
      <div className={classes.replied} data-kind={reply.kind}>
        <span className="visually-hidden">{t('assistant')}: </span>
        {reply.text}
        {reply.options.length > 0 && (
          <Group gap="xs" mt="sm" role="group" aria-label={t('options')}>
            {reply.options.map((option) => (
              <Button
                key={option.intent}
                size="compact-md"
                radius="xl"
                variant="default"
                fw={500}
                disabled={!isLast}
                onClick={() => onChoose(option)}
              >
                {option.label}
              </Button>
            ))}
          </Group>
        )}
        {reply.citations.length > 0 && (
          <ul className={classes.citations} aria-label={t('citations')}>
            {reply.citations.map(({ url, title, fetchedAt, passage, pageSnapshotId }) => (
              <li key={`${pageSnapshotId} ${passage}`}>
                <Anchor href={url} target="_blank" rel="noreferrer nofollow" size="sm">
                  {title ?? url} <IconExternalLink size={12} aria-hidden />
                </Anchor>
                <Text size="xs" c="dimmed">
                  {t('citedAt', { date: fullDate(fetchedAt, i18n.language) })}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Group gap={8} className={classes.under}>
        {tags?.map(({ id, name }) => (
          <Badge key={id} size="xs" variant="default" tt="none" fw={450} c="dimmed">
            {name}
          </Badge>
        ))}
        {modelVersion && (
          <Tooltip label={t('version', { number: modelVersion.number })}>
            <Text
              size="xs"
              c="dimmed"
              className="tabular"
              tabIndex={0}
              aria-label={t('version', { number: modelVersion.number })}
            >
              v{modelVersion.number}
            </Text>
          </Tooltip>
        )}
        {(reply.kind === 'ANSWER' || reply.kind === 'KNOWLEDGE') && <CopyButton turnId={turn.id} text={reply.text} />}
        <TurnFeedback turn={turn} options={options} />
      </Group>
    </article>
  );
}
