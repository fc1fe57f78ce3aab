import { Select, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ValueDraft, valuesOf } from '../../format/entity-values.ts';
import type { BuiltInEntity, EntityKind } from '../../gql/graphql.ts';
import { EntityValues } from './entity-values.tsx';

/** What a person has written of a definition, of whatever kind. */
export interface DefinitionDraft {
  readonly values: readonly ValueDraft[];
  readonly pattern: string;
  readonly builtIn: BuiltInEntity;
}

export const NEW_DEFINITION: DefinitionDraft = {
  values: [{ key: 0, value: '', synonyms: [], language: '' }],
  pattern: '',
  builtIn: 'DATE',
};

const BUILT_INS = [
  'DATE',
  'TIME',
  'DATE_TIME',
  'NUMBER',
  'MONEY',
  'EMAIL',
  'URL',
  'PHONE',
  'CPF',
  'CNPJ',
] as const satisfies readonly BuiltInEntity[];

/** The field of its own kind, as the graph takes it. */
export function definitionOf(kind: EntityKind, { values, pattern, builtIn }: DefinitionDraft) {
  return {
    ...(kind === 'LIST' && { values: valuesOf(values) }),
    ...(kind === 'PATTERN' && { pattern }),
    ...(kind === 'BUILT_IN' && { builtIn }),
  };
}

/** The fields of one kind of entity type. */
export function DefinitionFields({
  kind,
  draft,
  onChange,
}: {
  kind: EntityKind;
  draft: DefinitionDraft;
  onChange: (draft: DefinitionDraft) => void;
}) {
  const { t } = useTranslation('console');
  if (kind === 'LIST')
    return <EntityValues drafts={draft.values} onChange={(values) => onChange({ ...draft, values })} />;
  if (kind === 'PATTERN')
    return (
      <TextInput
        label={t('entities.pattern')}
        description={t('entities.patternHint')}
        placeholder="\b20\d{2}-\d{5}\b"
        value={draft.pattern}
        onChange={(event) => onChange({ ...draft, pattern: event.currentTarget.value })}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        spellCheck={false}
      />
    );
  if (kind === 'BUILT_IN')
    return (
      <Select
        label={t('entities.builtIn')}
        description={t('entities.builtInHint')}
        data={BUILT_INS.map((value) => ({ value, label: t(`entities.builtIns.${value}`) }))}
        value={draft.builtIn}
        onChange={(value) => value && onChange({ ...draft, builtIn: value })}
        allowDeselect={false}
      />
    );
  return (
    <Text size="sm" c="dimmed">
      {t('entities.learnedHint')}
    </Text>
  );
}
