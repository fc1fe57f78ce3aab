import { Button, Group, Modal, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { draftsOf } from '../../format/entity-values.ts';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Problems } from '../../ui/problems.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { type DefinitionDraft, DefinitionFields, definitionOf } from './definition-fields.tsx';

const DefinitionForm_entityType = graphql(`
  fragment DefinitionForm_entityType on EntityType {
    id
    name
    kind
    values {
      value
      synonyms
      language
    }
    pattern
    builtIn
  }
`);

const EntityTypeEditorQuery = graphql(`
  query EntityTypeEditor($id: ID!) {
    entityType(id: $id) {
      ...DefinitionForm_entityType
    }
  }
`);

const UpdateEntityType = graphql(`
  mutation UpdateEntityType($input: UpdateEntityTypeInput!) {
    updateEntityType(input: $input) {
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

/** Writes the definition of an entity type anew; a list is read only when it is opened, for it may be long. */
export function EntityTypeEditor({ id, name, close }: { id: string; name: string; close: () => void }) {
  const { t } = useTranslation('console');
  const [result, refetch] = useQuery({
    query: EntityTypeEditorQuery,
    variables: { id },
    requestPolicy: 'network-only',
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t('entities.editOne', { name })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
        {({ entityType }) =>
          entityType ? (
            <DefinitionForm entityType={entityType} close={close} />
          ) : (
            <Problems of={[{ code: 'NOT_FOUND', message: null }]} />
          )
        }
      </QueryView>
    </Modal>
  );
}

function DefinitionForm({
  entityType: masked,
  close,
}: {
  entityType: FragmentType<typeof DefinitionForm_entityType>;
  close: () => void;
}) {
  const { t } = useTranslation('console');
  const { id, name, kind, values, pattern, builtIn } = readFragment(DefinitionForm_entityType, masked);
  const [draft, setDraft] = useState<DefinitionDraft>({
    values: draftsOf(values),
    pattern: pattern ?? '',
    builtIn: builtIn ?? 'DATE',
  });
  const update = useAct(UpdateEntityType, ({ updateEntityType }) => updateEntityType.errors);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { entityTypeId: id, ...definitionOf(kind, draft), idempotencyKey: newIdempotencyKey() };
    if (!(await update.act({ input }))) return;
    close();
    notifications.show({ message: t('entities.saved', { name }) });
  }

  return (
    <Stack component="form" onSubmit={(event) => void submit(event)}>
      <DefinitionFields kind={kind} draft={draft} onChange={setDraft} />
      <Problems of={update.problems} />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('cancel', { ns: 'common' })}
        </Button>
        <Button type="submit" loading={update.isActing}>
          {t('entities.save')}
        </Button>
      </Group>
    </Stack>
  );
}
