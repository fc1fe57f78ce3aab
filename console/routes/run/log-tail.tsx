import { ScrollArea, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { keyed } from './keyed.ts';
import { Panel } from '../../ui/panel.tsx';

const LogTail_run = graphql(`
  fragment LogTail_run on TrainingRun {
    log(last: 200)
  }
`);

const NEAR_PX = 40;
const STAMP = /^(\d{4}-\d{2}-\d{2}T\S+Z) (.*)$/s;

/** The last lines of the log. It follows the end unless the reader scrolled up. */
export function LogTail({ run }: { run: FragmentType<typeof LogTail_run> }) {
  const { t } = useTranslation('console');
  const { log } = readFragment(LogTail_run, run);
  const view = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (isAtEnd.current) view.current?.scrollTo({ top: view.current.scrollHeight });
  });
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
            {keyed(log).map(({ key, line }) => (
              <LogLine key={key} line={line} />
            ))}
          </Text>
        </ScrollArea>
      )}
    </Panel>
  );
}

/** A line with the reader's own time of day before it. */
function LogLine({ line }: { line: string }) {
  const { i18n } = useTranslation();
  const [, at, text] = STAMP.exec(line) ?? [];
  if (!at) return <div>{line}</div>;
  return (
    <div>
      <Text span inherit c="dimmed" title={at} mr={12}>
        {new Date(at).toLocaleTimeString(i18n.language)}
      </Text>
      {text}
    </div>
  );
}
