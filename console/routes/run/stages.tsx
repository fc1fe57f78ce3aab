import { Stepper } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { stagesDone, stagesOf } from '../../format/runs.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';

const Stages_run = graphql(`
  fragment Stages_run on TrainingRun {
    state
    stage
    stages {
      name
    }
  }
`);

/** Where a run is on its way; where it stopped, if it did. */
export function Stages({ run: masked }: { run: FragmentType<typeof Stages_run> }) {
  const { t } = useTranslation('console');
  const run = readFragment(Stages_run, masked);
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const done = stagesDone(run);
  const hasStopped = run.state === 'FAILED' || run.state === 'CANCELLED';
  return (
    <Stepper
      active={run.state === 'QUEUED' ? -1 : done}
      size="xs"
      orientation={isNarrow ? 'vertical' : 'horizontal'}
      aria-label={t('run.stages')}
    >
      {stagesOf(run).map((stage, i) => (
        <Stepper.Step
          key={stage}
          label={t(`run.stage.${stage}`)}
          aria-current={i === done && !hasStopped ? 'step' : undefined}
          loading={run.state === 'RUNNING' && i === done}
          {...(hasStopped &&
            i === done && { color: run.state === 'FAILED' ? 'red' : 'gray', icon: <IconX size={14} /> })}
        />
      ))}
    </Stepper>
  );
}
