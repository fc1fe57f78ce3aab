import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { graphql } from '../../gql/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

const RejectModelVersion = graphql(`
  mutation RejectModelVersion($input: RejectModelVersionInput!) {
    rejectModelVersion(input: $input) {
      modelVersion {
        id
        state
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

export function RejectDialog({
  id,
  number,
  isOpen,
  onClose,
}: {
  id: string;
  number: number;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation('console');
  const reject = useAct(RejectModelVersion, ({ rejectModelVersion }) => rejectModelVersion.errors);
  async function confirm(reason: string) {
    const input = { modelVersionId: id, reason, idempotencyKey: newIdempotencyKey() };
    if (!(await reject.act({ input }))) return;
    onClose();
    notifications.show({ message: t('version.rejected', { number }) });
  }
  return (
    <ReasonDialog
      title={t('version.rejectConfirm', { number })}
      label={t('version.rejectReason')}
      confirm={t('version.reject')}
      color="red"
      isOpen={isOpen}
      isActing={reject.isActing}
      problems={reject.problems}
      onClose={onClose}
      onConfirm={(reason) => void confirm(reason)}
    />
  );
}
