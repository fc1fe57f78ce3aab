import { Anchor, Group, Text } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';

const Fate_feedback = graphql(`
  fragment Fate_feedback on Feedback {
    status
    fate {
      datasetSnapshotId
      modelVersion {
        id
        number
      }
      removedInVersion {
        id
        number
      }
    }
  }
`);

/** What became of a feedback that was accepted once: the version that learned from it, and the one that did without it again. */
export function Fate({ feedback, assistantId }: { feedback: FragmentType<typeof Fate_feedback>; assistantId: string }) {
  const { t } = useTranslation('console');
  const { status, fate } = readFragment(Fate_feedback, feedback);
  const isTaught = status === 'ACCEPTED';
  const { modelVersion, removedInVersion, datasetSnapshotId } = fate ?? {};
  // What never taught anything has nothing to leave.
  if (!isTaught && !datasetSnapshotId) return null;
  return (
    <Group gap={5} c="dimmed">
      <IconSchool size={15} stroke={1.7} aria-hidden />
      {modelVersion ? (
        <Anchor component={Link} to={`/a/${assistantId}/versions/${modelVersion.id}`} size="xs">
          {t('feedback.fate.version', { number: modelVersion.number })}
        </Anchor>
      ) : (
        <Text size="xs">{t(datasetSnapshotId ? 'feedback.fate.dataset' : 'feedback.fate.none')}</Text>
      )}
      {removedInVersion ? (
        <Anchor component={Link} to={`/a/${assistantId}/versions/${removedInVersion.id}`} size="xs">
          {t('feedback.fate.removed', { number: removedInVersion.number })}
        </Anchor>
      ) : (
        !isTaught && <Text size="xs">{t('feedback.fate.leaves')}</Text>
      )}
    </Group>
  );
}
