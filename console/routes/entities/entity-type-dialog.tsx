import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { problemsAt } from '../../graph/problem.ts';
import { useAct } from '../../graph/use-act.ts';
import { graphql } from '../../gql/index.ts';
import type { EntityKind } from '../../gql/graphql.ts';
import { Problems, useProblemText } from '../../ui/problems.tsx';
import { DefinitionFields, definitionOf, NEW_DEFINITION } from './definition-fields.tsx';

const CreateEntityType = graphql(`
  mutation CreateEntityType($input: CreateEntityTypeInput!) {
    createEntityType(input: $input) {
      entityType {
        id
        name
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

const KINDS = ['LIST', 'PATTERN', 'BUILT_IN', 'LEARNED'] as const satisfies readonly EntityKind[];

/** Makes an entity type. */
export function EntityTypeDialog({ assistantId, close }: { assistantId: string; close: () => void }) {
  const { t } = useTranslation('console');
  const textOf = useProblemText();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<EntityKind>('LIST');
  const [draft, setDraft] = useState(NEW_DEFINITION);
  const create = useAct(CreateEntityType, ({ createEntityType }) => createEntityType.errors);
  const atName = problemsAt(create.problems, 'name');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const definition = definitionOf(kind, draft);
    const input = { assistantId, name: name.trim(), kind, ...definition, idempotencyKey: newIdempotencyKey() };
    if (!(await create.act({ input }))) return;
    close();
    notifications.show({ message: t('entities.created', { name: input.name }) });
  }

  return (
    <Modal
      opened
      onClose={close}
      title={t('entities.createTitle')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Stack component="form" onSubmit={(event) => void submit(event)}>
        <Group grow align="flex-start">
          <TextInput
            label={t('entities.name')}
            description={t('entities.nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={atName.map(textOf).join(' ') || null}
            spellCheck={false}
            data-autofocus
          />
          <Select
            label={t('entities.kind')}
            description={t(`entities.kindHints.${kind}`)}
            data={KINDS.map((value) => ({ value, label: t(`entities.kinds.${value}`) }))}
            value={kind}
            onChange={(value) => value && setKind(value)}
            allowDeselect={false}
          />
        </Group>
        <DefinitionFields kind={kind} draft={draft} onChange={setDraft} />
        <Problems of={create.problems.filter((problem) => !atName.includes(problem))} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel', { ns: 'common' })}
          </Button>
          <Button type="submit" loading={create.isActing} disabled={name.trim() === ''}>
            {t('entities.createConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
