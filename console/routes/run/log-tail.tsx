import { ScrollArea, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Panel } from '../../ui/panel.tsx';

const LogTail_run = graphql(`
  fragment LogTail_run on TrainingRun {
    log(last: 200)
  }
`);

const NEAR_PX = 40;

/** The last lines of the log. It follows the end unless the reader scrolled up. */
export function LogTail({ run }: { run: FragmentType<typeof LogTail_run> }) {
  const { t } = useTranslation('console');
  const { log } = readFragment(LogTail_run, run);
  const view = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (isAtEnd.current) view.current?.scrollTo({ top: view.current.scrollHeight });
  }, [log.length]);
  function onScroll() {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = view.current ?? {};
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }
  return (
    <Panel title={t('run.log')}>
      {log.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('run.logNone')}
        </Text>
      ) : (
        <ScrollArea h={280} viewportRef={view} onScrollPositionChange={onScroll} type="auto">
          <Text
            component="pre"
            ff="monospace"
            fz={12}
            lh={1.7}
            m={0}
            role="log"
            tabIndex={0}
            aria-label={t('run.log')}
            style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {log.join('\n')}
          </Text>
        </ScrollArea>
      )}
    </Panel>
  );
}
