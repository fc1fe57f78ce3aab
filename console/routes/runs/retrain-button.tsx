import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { useViewer } from '../../graph/viewer.ts';
import { graphql } from '../../gql/index.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

const RequestRetraining = graphql(`
  mutation RequestRetraining($input: RequestRetrainingInput!) {
    requestRetraining(input: $input) {
      trainingRun {
        id
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

/** Asks for a run with a reason, and goes to it. A further request joins the run that is queued. */
export function RetrainButton({
  assistantId,
  variant = 'filled',
}: {
  assistantId: string;
  variant?: 'filled' | 'light';
}) {
  const { t } = useTranslation('console');
  const { mayTrain } = useViewer();
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure();
  const request = useAct(RequestRetraining, ({ requestRetraining }) => requestRetraining.errors);

  async function retrain(reason: string) {
    const done = await request.act({ input: { assistantId, reason, idempotencyKey: newIdempotencyKey() } });
    const run = done?.requestRetraining.trainingRun;
    if (!run) return;
    dialog.close();
    notifications.show({ message: t('runs.started') });
    void navigate(`/a/${assistantId}/runs/${run.id}`);
  }

  return (
    <>
      <Permitted is={mayTrain}>
        <Button variant={variant} leftSection={<IconPlayerPlay size={16} />} onClick={dialog.open} disabled={!mayTrain}>
          {t('runs.retrain')}
        </Button>
      </Permitted>
      <ReasonDialog
        title={t('runs.retrain')}
        label={t('runs.reason')}
        description={t('runs.reasonHint')}
        confirm={t('runs.start')}
        isOpen={isOpen}
        isActing={request.isActing}
        problems={request.problems}
        onClose={dialog.close}
        onConfirm={(reason) => void retrain(reason)}
      />
    </>
  );
}
