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
    }
  }
`);

/** What became of an accepted feedback: the first dataset and the first version served that learned from it. */
export function Fate({ feedback, assistantId }: { feedback: FragmentType<typeof Fate_feedback>; assistantId: string }) {
  const { t } = useTranslation('console');
  const { status, fate } = readFragment(Fate_feedback, feedback);
  if (status !== 'ACCEPTED') return null;
  return (
    <Group gap={5} c="dimmed">
      <IconSchool size={15} stroke={1.7} aria-hidden />
      {fate?.modelVersion ? (
        <Anchor component={Link} to={`/a/${assistantId}/versions/${fate.modelVersion.id}`} size="xs">
          {t('feedback.fate.version', { number: fate.modelVersion.number })}
        </Anchor>
      ) : (
        <Text size="xs">{t(fate?.datasetSnapshotId ? 'feedback.fate.dataset' : 'feedback.fate.none')}</Text>
      )}
    </Group>
  );
}
