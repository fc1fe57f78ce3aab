import { ActionIcon, Badge, Button, Code, Group, Modal, Stack, Table, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { useViewer } from '../../graph/viewer.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Problems } from '../../ui/problems.tsx';
import { EntityTypeEditor } from './entity-type-editor.tsx';

const EntityTypeRow_entityType = graphql(`
  fragment EntityTypeRow_entityType on EntityType {
    id
    name
    kind
    valueCount
    pattern
    builtIn
    annotatedCount
  }
`);

const DeleteEntityType = graphql(`
  mutation DeleteEntityType($input: DeleteEntityTypeInput!) {
    deleteEntityType(input: $input) {
      entityTypeId
      errors {
        code
        message
        path
      }
    }
  }
`);
// The answer names no EntityType, so the cache could not know what it changes.
const CHANGES_ENTITY_TYPES = { additionalTypenames: ['EntityType'] };

/** One entity type, and what an admin may do with it. */
export function EntityTypeRow({ entityType: masked }: { entityType: FragmentType<typeof EntityTypeRow_entityType> }) {
  const { t } = useTranslation('console');
  const { isAdmin } = useViewer();
  const type = readFragment(EntityTypeRow_entityType, masked);
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const { name, kind } = type;
  const isEditable = isAdmin && kind !== 'LEARNED';
  return (
    <Table.Tr data-entity-type={name}>
      <Table.Td ff="monospace" fz="xs" fw={600}>
        {name}
      </Table.Td>
      <Table.Td>
        <Badge variant="default" tt="none" fw={500}>
          {t(`entities.kinds.${kind}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {kind === 'LIST' && t('entities.values', { count: type.valueCount })}
        {kind === 'PATTERN' && <Code>{type.pattern}</Code>}
        {kind === 'BUILT_IN' && type.builtIn && t(`entities.builtIns.${type.builtIn}`)}
        {kind === 'LEARNED' && t('entities.annotated', { count: type.annotatedCount })}
      </Table.Td>
      <Table.Td>
        <Group gap={4} justify="flex-end" wrap="nowrap">
          {kind !== 'LEARNED' && (
            <Tooltip label={isEditable ? t('entities.edit') : t('adminOnly')}>
              <ActionIcon
                variant="subtle"
                onClick={() => setOpen('edit')}
                disabled={!isEditable}
                aria-label={t('entities.editOne', { name })}
              >
                <IconPencil size={17} />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={isAdmin ? t('entities.delete') : t('adminOnly')}>
            <ActionIcon
              variant="subtle"
              color="red"
              onClick={() => setOpen('delete')}
              disabled={!isAdmin}
              aria-label={t('entities.deleteOne', { name })}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Tooltip>
        </Group>
        {open === 'edit' && <EntityTypeEditor id={type.id} name={name} close={() => setOpen(null)} />}
        {open === 'delete' && <DeleteDialog {...type} close={() => setOpen(null)} />}
      </Table.Td>
    </Table.Tr>
  );
}

function DeleteDialog({
  id,
  name,
  annotatedCount,
  close,
}: {
  id: string;
  name: string;
  annotatedCount: number;
  close: () => void;
}) {
  const { t } = useTranslation('console');
  const [key] = useState(newIdempotencyKey);
  const remove = useAct(DeleteEntityType, ({ deleteEntityType }) => deleteEntityType.errors, CHANGES_ENTITY_TYPES);
  async function confirm() {
    if (!(await remove.act({ input: { entityTypeId: id, idempotencyKey: key } }))) return;
    close();
    notifications.show({ message: t('entities.deleted', { name }) });
  }
  return (
    <Modal
      opened
      onClose={close}
      title={t('entities.deleteTitle', { name })}
      centered
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Stack>
        <Text size="sm">{t('entities.deleteText', { count: annotatedCount })}</Text>
        <Problems of={remove.problems} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel', { ns: 'common' })}
          </Button>
          <Button color="red" loading={remove.isActing} onClick={() => void confirm()} data-autofocus>
            {t('entities.deleteConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
