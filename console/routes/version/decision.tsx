import { Blockquote, Button, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../../format/numbers.ts';
import { useViewer } from '../../graph/viewer.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { Problems } from '../../ui/problems.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { StaleEvidence } from './stale-evidence.tsx';
import { useApproval } from './use-approval.ts';
import { useRepeat } from '../../ui/use-repeat.ts';

const Decision_version = graphql(`
  fragment Decision_version on ModelVersion {
    id
    number
    state
    trafficShare
    evidenceHash
    isEvidenceStale
    isRefreshingEvidence
    approval {
      decision
      by
      at
      comment
    }
  }
`);

// New evidence is computed by a worker, and no event tells when it is there.
const REFRESH_POLL_MS = 1_500;

/** Where a person decides, and what was decided. */
export function Decision({
  version: masked,
  reload,
}: {
  version: FragmentType<typeof Decision_version>;
  reload: () => void;
}) {
  const { t, i18n } = useTranslation('console');
  const version = readFragment(Decision_version, masked);
  const { approval: decided, number, state } = version;
  return (
    <Panel title={t('version.decision')} {...(state === 'PENDING_APPROVAL' && { hint: t('version.decisionHint') })}>
      {decided && (
        <Blockquote p="md" radius="md" color={decided.decision === 'REJECTED' ? 'red' : 'tide'}>
          <Text size="sm" fw={550}>
            {t(`version.decided.${decided.decision}`, { by: decided.by })} · <Moment at={decided.at} />
          </Text>
          {decided.comment && (
            <Text size="sm" mt={4}>
              {decided.comment}
            </Text>
          )}
        </Blockquote>
      )}
      {state === 'LIVE' && <Text size="sm">{t('version.isLive')}</Text>}
      {state === 'APPROVED' && <Text size="sm">{t('version.swapping')}</Text>}
      {state === 'CANARY' && (
        <Text size="sm">{t('version.share', { share: percent(version.trafficShare, i18n.language, 0) })}</Text>
      )}
      {state !== 'PENDING_APPROVAL' && state !== 'LIVE' && state !== 'APPROVED' && !decided && (
        <Text size="sm" c="dimmed">
          {t(`versionState.${state}`)}
        </Text>
      )}
      {state === 'PENDING_APPROVAL' && (
        <Decide
          id={version.id}
          number={number}
          evidenceHash={version.evidenceHash ?? null}
          isStale={version.isEvidenceStale}
          isRefreshing={version.isRefreshingEvidence}
          reload={reload}
        />
      )}
    </Panel>
  );
}

function Decide({
  id,
  number,
  evidenceHash,
  isStale: isKnownStale,
  isRefreshing,
  reload,
}: {
  id: string;
  number: number;
  evidenceHash: string | null;
  isStale: boolean;
  isRefreshing: boolean;
  reload: () => void;
}) {
  const { t } = useTranslation('console');
  const { isAdmin } = useViewer();
  const [comment, setComment] = useState('');
  const [isRejecting, rejecting] = useDisclosure();
  const approval = useApproval(id);
  const isStale = approval.isStale || isKnownStale;
  useRepeat(reload, isRefreshing ? REFRESH_POLL_MS : null);

  async function approve() {
    if (evidenceHash === null) return;
    if (await approval.approve(evidenceHash, comment.trim()))
      notifications.show({ message: t('version.approved', { number }), icon: <IconCheck size={16} /> });
  }

  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('version.approveHint', { number })}
      </Text>
      <Textarea
        label={t('version.comment')}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        maxLength={4_000}
        autosize
        minRows={2}
        maxRows={6}
        disabled={!isAdmin}
      />
      {isStale && (
        <StaleEvidence
          id={id}
          isRefreshing={isRefreshing}
          onReload={() => {
            approval.forget();
            reload();
          }}
        />
      )}
      <Problems of={approval.problems} title={t('version.refused')} />
      <Permitted is={isAdmin}>
        <Button
          fullWidth
          leftSection={<IconCheck size={17} />}
          onClick={() => void approve()}
          loading={approval.isActing}
          disabled={!isAdmin || evidenceHash === null || isStale}
        >
          {t('version.approve')}
        </Button>
      </Permitted>
      <Permitted is={isAdmin}>
        <Button
          fullWidth
          variant="default"
          leftSection={<IconX size={17} />}
          onClick={rejecting.open}
          disabled={!isAdmin}
        >
          {t('version.reject')}
        </Button>
      </Permitted>
      <RejectDialog id={id} number={number} isOpen={isRejecting} onClose={rejecting.close} />
    </Stack>
  );
}
