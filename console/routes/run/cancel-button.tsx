import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { useViewer } from '../../graph/viewer.ts';
import { graphql } from '../../gql/index.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

const CancelTrainingRun = graphql(`
  mutation CancelTrainingRun($input: CancelTrainingRunInput!) {
    cancelTrainingRun(input: $input) {
      trainingRun {
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

export function CancelButton({ runId }: { runId: string }) {
  const { t } = useTranslation('console');
  const { mayTrain } = useViewer();
  const [isOpen, dialog] = useDisclosure();
  const cancel = useAct(CancelTrainingRun, ({ cancelTrainingRun }) => cancelTrainingRun.errors);

  async function stop(reason: string) {
    const input = { runId, idempotencyKey: newIdempotencyKey(), ...(reason && { reason }) };
    if (!(await cancel.act({ input }))) return;
    dialog.close();
    notifications.show({ message: t('run.cancelled') });
  }

  return (
    <>
      <Permitted is={mayTrain}>
        <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={dialog.open} disabled={!mayTrain}>
          {t('run.cancel')}
        </Button>
      </Permitted>
      <ReasonDialog
        title={t('run.cancel')}
        text={t('run.cancelHint')}
        label={t('run.cancelReason')}
        confirm={t('run.cancelConfirm')}
        color="red"
        isOptional
        isOpen={isOpen}
        isActing={cancel.isActing}
        problems={cancel.problems}
        onClose={dialog.close}
        onConfirm={(reason) => void stop(reason)}
      />
    </>
  );
}
