import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive } from '../../../platform/processes/index.ts';

let dataDir: string;
const members: Member[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'malha engines '));
  chmodSync(dataDir, 0o755);
});
afterEach(async () => {
  for (const member of members.splice(0)) await member.leave();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Engines {
  databaseUrl: string;
  endpoint: string;
  pids: number[];
}

/** A process that uses the engines, as a role process does. */
class Member {
  readonly child: ChildProcess;
  readonly engines: Promise<Engines>;
  readonly exited: Promise<void>;

  constructor() {
    const root = path.resolve(import.meta.dirname, '../../..');
    const program = `
      import { readFileSync } from 'node:fs';
      const { joinEmbeddedEngines } = await import(${JSON.stringify(`file://${root}/platform/engines/index.ts`)});
      const { Lifecycle, onTermination } = await import(${JSON.stringify(`file://${root}/platform/lifecycle/index.ts`)});
      const lifecycle = new Lifecycle();
      onTermination(lifecycle);
      const dataDir = ${JSON.stringify(dataDir)};
      const { databaseUrl, aws } = await joinEmbeddedEngines({ dataDir, lifecycle });
      const postgresPid = Number(readFileSync(dataDir + '/postgres/cluster/postmaster.pid', 'utf8').split('\\n')[0]);
      const awsPid = JSON.parse(readFileSync(dataDir + '/aws/running.json', 'utf8')).pid;
      console.log(JSON.stringify({ databaseUrl, endpoint: aws.endpoint, pids: [postgresPid, awsPid] }));
      setInterval(() => {}, 1000);`;
    this.child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.exited = new Promise((resolve) => this.child.once('exit', () => resolve()));
    this.engines = new Promise((resolve, reject) => {
      if (this.child.stdout)
        createInterface(this.child.stdout).once('line', (line) => resolve(JSON.parse(line) as Engines));
      void this.exited.then(() => reject(new Error('ended before it had joined')));
    });
    this.engines.catch(() => undefined);
    members.push(this);
  }

  async leave(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }
}

describe('embedded engines', () => {
  it('are shared by processes that start together and stopped by the last to leave', { timeout: 200_000 }, async () => {
    const [first, second, third] = [new Member(), new Member(), new Member()];
    const [engines, ...others] = await Promise.all([first.engines, second.engines, third.engines]);
    expect(others).toEqual([engines, engines]);
    await first.leave();
    await second.leave();
    expect(engines.pids.map(isAlive)).toEqual([true, true]);
    await third.leave();
    expect(engines.pids.map(isAlive)).toEqual([false, false]);
  });

  it('do not wait for a member that was killed', { timeout: 200_000 }, async () => {
    const [killed, last] = [new Member(), new Member()];
    const engines = await killed.engines;
    await last.engines;
    await killed.leave('SIGKILL');
    expect(engines.pids.map(isAlive)).toEqual([true, true]);
    await last.leave();
    expect(engines.pids.map(isAlive)).toEqual([false, false]);
  });

  it('are adopted by the next process after the only member was killed', { timeout: 200_000 }, async () => {
    const killed = new Member();
    const engines = await killed.engines;
    await killed.leave('SIGKILL');
    const next = new Member();
    expect(await next.engines).toEqual(engines);
    await next.leave();
    expect(engines.pids.map(isAlive)).toEqual([false, false]);
  });

  it('come back on their old ports when they die', { timeout: 200_000 }, async () => {
    const member = new Member();
    const { pids, endpoint } = await member.engines;
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    const answers = () =>
      fetch(`${endpoint}/malha-alive`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(answers, { timeout: 60_000 }).toBe(200);
    const again = new Member();
    expect(await again.engines).toMatchObject({ databaseUrl: (await member.engines).databaseUrl, endpoint });
    await again.leave();
  });
});
