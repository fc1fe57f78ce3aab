import { Text } from '@mantine/core';
import classes from './interval-plot.module.css';

export interface PlottedInterval {
  readonly label: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly color: string;
}

/** Values with their intervals on one axis, each with its number beside it. */
export function IntervalPlot({
  rows,
  from,
  to,
  zero,
  say,
}: {
  rows: readonly PlottedInterval[];
  from: number;
  to: number;
  /** Where a dashed line stands, if any. */
  zero?: number;
  say: (value: number) => string;
}) {
  const at = (value: number) => `${(Math.min(Math.max((value - from) / (to - from), 0), 1) * 100).toFixed(2)}%`;
  return (
    <div className={classes.plot} role="list">
      {rows.map(({ label, value, low, high, color }) => (
        <div key={label} role="listitem" style={{ display: 'contents' }}>
          <Text size="sm">{label}</Text>
          <div className={classes.track} style={{ ['--plot-color' as string]: `var(--mantine-color-${color}-filled)` }}>
            {low !== undefined && high !== undefined && (
              <div
                className={classes.range}
                style={{ left: at(low), right: `calc(100% - ${at(high)})` }}
                title={`${say(low)} – ${say(high)}`}
              />
            )}
            {zero !== undefined && <div className={classes.zero} style={{ left: at(zero) }} />}
            <div className={classes.point} style={{ left: at(value) }} />
          </div>
          <div className={classes.value}>
            {say(value)}
            {low !== undefined && high !== undefined && (
              <Text size="xs" c="dimmed" fw={400}>
                {say(low)} – {say(high)}
              </Text>
            )}
          </div>
        </div>
      ))}
      <div className={classes.axis} aria-hidden>
        <span>{say(from)}</span>
        <span>{say(to)}</span>
      </div>
    </div>
  );
}
