import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, loadavg } from 'node:os';
import path from 'node:path';
import { Pool } from 'undici';
import { freePort } from '../platform/processes/index.ts';
import { type BenchProcess, hiveGateway, ours, startProcess } from './gateways/processes.ts';
import { QUERY, SHOP_NAMES, type ShopName, shopSupergraph } from './gateways/shop.ts';
import { cpuMsOf, median } from './load.ts';
import { writeResults } from './results.ts';

const CONNECTIONS = 32;
const WARM_UP_MS = 4_000;
const ROUND_MS = 4_000;
const ROUNDS = 5;
const QUIET_LOAD = 0.5;

interface Contender {
  name: string;
  process: BenchProcess;
  pool: Pool;
  headers: Record<string, string>;
  rounds: { perSecond: number; cpuMs: number }[];
}

/** CPU per request of the gateway's process, on the same two subgraphs, in interleaved rounds; the machine's other load weighs on all alike. */
export async function run(): Promise<void> {
  const othersLoad = loadavg()[0] ?? 0;
  const folder = mkdtempSync(path.join(tmpdir(), 'malha-bench-'));
  const supergraph = path.join(folder, 'supergraph.graphql');
  const subgraphs = startProcess(ours('subgraphs.process.ts'));
  const contenders: Contender[] = [];
  try {
    const urls = Object.fromEntries(
      await Promise.all(
        SHOP_NAMES.map(async (name) => [
          name,
          `http://127.0.0.1:${await subgraphs.line(new RegExp(`${name} (\\d+)`))}/graphql`,
        ]),
      ),
    ) as Record<ShopName, string>;
    writeFileSync(supergraph, shopSupergraph(urls));
    const pairs = Object.entries(urls).map(([name, url]) => `${name}=${url}`);
    const hive = hiveGateway();
    const hiveArguments = (port: number, ...more: string[]) => [
      hive,
      'supergraph',
      supergraph,
      '--port',
      String(port),
      '--host',
      '127.0.0.1',
      '--fork',
      '1',
      ...more,
    ];
    contenders.push(
      await contend('Malha', (port) => ours('malha.process.ts', supergraph, String(port), ...pairs), /token (\S+)/),
    );
    contenders.push(
      await contend('Apollo Gateway 2.14.4 as it comes', (port) => ours('apollo.process.ts', supergraph, String(port))),
    );
    contenders.push(await contend('Hive Gateway 2.15.1', (port) => hiveArguments(port)));
    contenders.push(
      await contend('Hive Gateway 2.15.1, Rust planner', (port) => hiveArguments(port, '--hive-router-runtime')),
    );

    for (const contender of contenders) await load(contender, WARM_UP_MS);
    for (let round = 0; round < ROUNDS; round++)
      for (const contender of contenders) contender.rounds.push(await load(contender, ROUND_MS));
    report(contenders, othersLoad);
  } finally {
    for (const { pool, process: gateway } of contenders) {
      await pool.destroy();
      await gateway.stop();
    }
    await subgraphs.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function contend(name: string, command: (port: number) => string[], token?: RegExp): Promise<Contender> {
  const port = await freePort();
  const process = startProcess(command(port));
  const headers = {
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${await process.line(token)}` }),
  };
  const contender = {
    name,
    process,
    headers,
    pool: new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS }),
    rounds: [],
  };
  for (let tries = 0; ; tries++) {
    try {
      await send(contender, 0);
      return contender;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

let distinct = 0;

/** 32 connections, each with one request under way at any time; no two requests are the same. */
async function load(contender: Contender, durationMs: number): Promise<{ perSecond: number; cpuMs: number }> {
  const { pid } = contender.process;
  const startedAt = performance.now();
  const cpuBefore = cpuMsOf([pid]);
  let answered = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() - startedAt < durationMs) {
        await send(contender, distinct++);
        answered++;
      }
    }),
  );
  const cpuMs = (cpuMsOf([pid]) - cpuBefore) / answered;
  return { perSecond: (answered * 1000) / (performance.now() - startedAt), cpuMs };
}

async function send({ pool, headers, name }: Contender, from: number): Promise<void> {
  const { body } = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers,
    body: JSON.stringify({ query: QUERY, variables: { from } }),
  });
  const text = await body.text();
  // Every answer is looked at: a gateway that fails fast would win.
  if (!text.includes(`"Warehouse of p${from + 9}"`)) throw new Error(`${name} answered ${text.slice(0, 300)}`);
}

function report(contenders: readonly Contender[], othersLoad: number): void {
  const figures = contenders.map(({ name, rounds }) => ({
    name,
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    spread: rounds.map(({ cpuMs }) => cpuMs),
  }));
  const own = figures[0]!;
  writeResults('gateway', [
    '# A request over two subgraphs, ten entities',
    '',
    `Distinct requests over ${CONNECTIONS} connections; medians of ${ROUNDS} interleaved rounds of ${ROUND_MS / 1000} s after a warm-up; load generator, subgraphs and gateway share the machine, so CPU per request is the figure to read.`,
    othersLoad < QUIET_LOAD
      ? 'Nothing else ran on the machine.'
      : `**Other work ran on the machine (load average ${othersLoad.toFixed(1)} before the start), which makes every CPU millisecond longer: read the ratios, not the milliseconds.**`,
    'Malha verifies a signed token, checks access and limits, counts, and signs the identity for the subgraphs in each of these requests; the others do none of it.',
    '',
    '| gateway | CPU ms/request | lowest – highest round | requests/s | CPU beside Malha’s |',
    '|---|---|---|---|---|',
    ...figures.map(
      ({ name, cpuMs, perSecond, spread }) =>
        `| ${name} | ${cpuMs.toFixed(3)} | ${Math.min(...spread).toFixed(3)} – ${Math.max(...spread).toFixed(3)} | ${perSecond.toFixed(0)} | ${(cpuMs / own.cpuMs).toFixed(2)} × |`,
    ),
  ]);
}
