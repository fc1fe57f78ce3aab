import { readFileSync } from 'node:fs';

/** What a load did, in milliseconds. */
export interface LoadFigures {
  sent: number;
  failed: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/**
 * Sends at a fixed rate whatever the answers do (open loop), so that a slow answer delays no later request and its wait is counted
 * from the moment it was due, not from when it was sent.
 */
export async function loadAtRate(
  send: (i: number) => Promise<void>,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<LoadFigures> {
  const latencies: number[] = [];
  let failed = 0;
  const startedAt = performance.now();
  const total = perSecond * seconds;
  const running: Promise<void>[] = [];
  for (let i = 0; i < total; i++) {
    const dueAt = startedAt + (i * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    running.push(
      send(i).then(
        () => void latencies.push(performance.now() - dueAt),
        () => void failed++,
      ),
    );
  }
  await Promise.all(running);
  const elapsedMs = performance.now() - startedAt;
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return {
    sent: total,
    failed,
    perSecond: (latencies.length * 1000) / elapsedMs,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: latencies.at(-1) ?? Number.NaN,
  };
}

const CLOCK_TICKS_PER_SECOND = 100;

/** CPU milliseconds (user and system) that processes have used so far, from /proc. */
export function cpuMsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return sum + ((Number(fields[11]) + Number(fields[12])) * 1000) / CLOCK_TICKS_PER_SECOND;
  }, 0);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
