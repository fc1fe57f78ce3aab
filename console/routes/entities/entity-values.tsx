import { ActionIcon, Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftsWith, synonymsIn, type ValueDraft } from '../../format/entity-values.ts';
import classes from './entities.module.css';

const SHOWN = 50;

/** The values of a list with their synonyms. A long list is searched: not all of it is drawn. */
export function EntityValues({
  drafts,
  onChange,
}: {
  drafts: readonly ValueDraft[];
  onChange: (drafts: readonly ValueDraft[]) => void;
}) {
  const { t } = useTranslation('console');
  const [words, setWords] = useState('');
  const found = draftsWith(drafts, words);
  const isLong = drafts.length > SHOWN;
  // What was added last must be seen, so it stands first.
  const add = () => {
    setWords('');
    const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1;
    onChange([{ key, value: '', synonyms: [], language: '' }, ...drafts]);
  };
  const change = (key: number, what: Partial<ValueDraft>) =>
    onChange(drafts.map((draft) => (draft.key === key ? { ...draft, ...what } : draft)));
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {t('entities.values', { count: drafts.length })}
        </Text>
        <Button variant="light" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={add}>
          {t('entities.addValue')}
        </Button>
      </Group>
      {isLong && (
        <TextInput
          aria-label={t('entities.search')}
          placeholder={t('entities.search')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {found.slice(0, SHOWN).map(({ key, value, synonyms, language }) => (
        <div key={key} className={classes.value}>
          <TextInput
            aria-label={t('entities.value')}
            placeholder={t('entities.value')}
            value={value}
            onChange={(event) => change(key, { value: event.currentTarget.value })}
          />
          <TagsInput
            aria-label={t('entities.synonyms')}
            placeholder={synonyms.length === 0 ? t('entities.synonymsHint') : ''}
            value={[...synonyms]}
            onChange={(next) => change(key, { synonyms: next.flatMap(synonymsIn) })}
            acceptValueOnBlur
          />
          <TextInput
            aria-label={t('entities.language')}
            placeholder={t('entities.anyLanguage')}
            value={language}
            onChange={(event) => change(key, { language: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            onClick={() => onChange(drafts.filter((draft) => draft.key !== key))}
            aria-label={t('entities.removeValue', { value })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {found.length > SHOWN && (
        <Text size="xs" c="dimmed">
          {t('entities.moreValues', { count: found.length - SHOWN })}
        </Text>
      )}
    </Stack>
  );
}
