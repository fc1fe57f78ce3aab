import { Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RollBackPlan } from '../../format/serving.ts';
import { newIdempotencyKey } from '../../graph/idempotency-key.ts';
import { useAct } from '../../graph/use-act.ts';
import { useViewer } from '../../graph/viewer.ts';
import { graphql } from '../../gql/index.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

const RollBackDeployment = graphql(`
  mutation RollBackDeployment($input: RollBackDeploymentInput!) {
    rollBackDeployment(input: $input) {
      deployment {
        id
        modelVersion {
          id
          number
        }
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

/** Goes back to the version before, after naming both and asking why. Refused when the champion is another than the one shown. */
export function RollBackButton({
  assistantId,
  plan,
  championId,
}: {
  assistantId: string;
  plan: RollBackPlan | null;
  championId: string | undefined;
}) {
  const { t } = useTranslation('console');
  const { isAdmin } = useViewer();
  const [isOpen, dialog] = useDisclosure();
  const rollBack = useAct(RollBackDeployment, ({ rollBackDeployment }) => rollBackDeployment.errors);
  const numbers = { from: plan?.from.number ?? 0, to: plan?.to.number ?? 0 };

  async function confirm(reason: string) {
    const done = await rollBack.act({
      input: {
        assistantId,
        reason,
        idempotencyKey: newIdempotencyKey(),
        ...(championId && { expectedChampionId: championId }),
      },
    });
    if (!done) return;
    dialog.close();
    const number = done.rollBackDeployment.deployment?.modelVersion.number ?? numbers.to;
    notifications.show({ message: t('deployments.rolledBack', { number }) });
  }

  return (
    <>
      <Permitted is={isAdmin}>
        <Tooltip label={t('deployments.noTarget')} disabled={plan !== null || !isAdmin}>
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={17} />}
            onClick={dialog.open}
            disabled={!isAdmin || plan === null}
          >
            {t('deployments.rollBack')}
          </Button>
        </Tooltip>
      </Permitted>
      <ReasonDialog
        title={t(plan?.isCanary ? 'deployments.rollBackCanaryTitle' : 'deployments.rollBackTitle', numbers)}
        text={t(plan?.isCanary ? 'deployments.rollBackCanaryText' : 'deployments.rollBackText', numbers)}
        label={t('deployments.reason')}
        description={t('deployments.reasonHint')}
        confirm={t('deployments.confirm', { to: numbers.to })}
        color="orange"
        isOpen={isOpen}
        isActing={rollBack.isActing}
        problems={rollBack.problems}
        onClose={dialog.close}
        onConfirm={(reason) => void confirm(reason)}
      />
    </>
  );
}
