import { Button, Collapse, Loader, Stack, Table, Text } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { percent, score } from '../../format/numbers.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { QueryView } from '../../ui/query-view.tsx';
import classes from './why.module.css';

const Why_explanation = graphql(`
  fragment Why_explanation on Explanation {
    intent {
      intent
    }
    runnerUp {
      intent
    }
    contributions {
      feature
      kind
      forIntent
      forRunnerUp
    }
    networkShare
  }
`);

const WhyQuery = graphql(`
  query Why($turnId: ID!) {
    explanation(turnId: $turnId) {
      ...Why_explanation
    }
  }
`);

/** Opens what of the words spoke for the intent that answered; worked out when it is opened. */
export function Why({ turnId }: { turnId: string }) {
  const { t } = useTranslation('console');
  const [isOpen, { toggle }] = useDisclosure(false);
  const id = useId();
  const [result, refetch] = useQuery({ query: WhyQuery, variables: { turnId }, pause: !isOpen });
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={result.fetching ? <Loader size={13} /> : <IconHelpCircle size={15} />}
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls={id}
      >
        {t('feedback.why.ask')}
      </Button>
      <Collapse expanded={isOpen} id={id} w="100%">
        {isOpen && (
          <QueryView result={result} retry={() => refetch({ requestPolicy: 'network-only' })}>
            {({ explanation }) =>
              explanation ? (
                <Contributions explanation={explanation} />
              ) : (
                <Text size="sm" c="dimmed">
                  {t('feedback.why.gone')}
                </Text>
              )
            }
          </QueryView>
        )}
      </Collapse>
    </Stack>
  );
}

function Contributions({ explanation: masked }: { explanation: FragmentType<typeof Why_explanation> }) {
  const { t, i18n } = useTranslation('console');
  const { intent, runnerUp, contributions, networkShare } = readFragment(Why_explanation, masked);
  if (contributions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('feedback.why.unknown')}
      </Text>
    );
  const loudest = Math.max(...contributions.flatMap((part) => [Math.abs(part.forIntent), Math.abs(part.forRunnerUp)]));
  const names = { intent: intent.intent, runnerUp: runnerUp?.intent };
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {t(runnerUp ? 'feedback.why.lead' : 'feedback.why.leadAlone', names)}
      </Text>
      <Table fz="xs" verticalSpacing={3} className="tabular" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="34%">{t('feedback.why.feature')}</Table.Th>
            <Table.Th>{intent.intent}</Table.Th>
            {runnerUp && <Table.Th>{runnerUp.intent}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {contributions.map(({ feature, kind, forIntent, forRunnerUp }) => (
            <Table.Tr key={`${kind} ${feature}`}>
              <Table.Td>
                <Text span ff="monospace" fz="xs" fw={600}>
                  {feature}
                </Text>{' '}
                <Text span c="dimmed" fz="xs">
                  {t(`feedback.why.kind.${kind}`)}
                </Text>
              </Table.Td>
              <Table.Td>
                <SignedBar value={forIntent} of={loudest} language={i18n.language} />
              </Table.Td>
              {runnerUp && (
                <Table.Td>
                  <SignedBar value={forRunnerUp} of={loudest} language={i18n.language} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {networkShare > 0 && (
        <Text size="xs" c="dimmed">
          {t('feedback.why.networks', { share: percent(networkShare, i18n.language, 0) })}
        </Text>
      )}
    </Stack>
  );
}

/** From the middle to the right for, to the left against. */
function SignedBar({ value, of, language }: { value: number; of: number; language: string }) {
  const width = `${(50 * Math.abs(value)) / of}%`;
  return (
    <div className={classes.signed} title={score(value, language)}>
      <span className="visually-hidden">{score(value, language)}</span>
      <span
        aria-hidden
        className={classes.bar}
        data-against={value < 0 || undefined}
        style={value < 0 ? { right: '50%', width } : { left: '50%', width }}
      />
    </div>
  );
}
