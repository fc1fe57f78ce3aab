import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefreshAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { graphql } from '../../gql/index.ts';
import { Problems } from '../../ui/problems.tsx';

const RefreshEvidence = graphql(`
  mutation RefreshEvidence($input: RefreshEvidenceInput!) {
    refreshEvidence(input: $input) {
      modelVersion {
        id
        evidenceHash
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

/** Says that the evidence is another than the one read, and how to go on. */
export function StaleEvidence({
  id,
  isRefreshing,
  onReload,
}: {
  id: string;
  isRefreshing: boolean;
  onReload: () => void;
}) {
  const { t } = useTranslation('console');
  const refresh = useAct(RefreshEvidence, ({ refreshEvidence }) => refreshEvidence.errors);
  async function makeNew() {
    if (!(await refresh.act({ input: { modelVersionId: id, idempotencyKey: newIdempotencyKey() } }))) return;
    notifications.show({ message: t('version.refreshed') });
    onReload();
  }
  return (
    <Alert color="yellow" icon={<IconRefreshAlert />} title={t('version.stale')} role="alert">
      <Stack gap="sm">
        <Text size="sm">{t('version.staleHint')}</Text>
        <Problems of={refresh.problems} />
        <Group gap="xs">
          <Button size="xs" onClick={() => void makeNew()} loading={refresh.isActing || isRefreshing}>
            {t('version.refreshEvidence')}
          </Button>
          <Button size="xs" variant="default" onClick={onReload}>
            {t('version.reload')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
