import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { reloadOnSignal } from '../../boot/supergraph-file.ts';
import { NEWER_NOTES } from './small-graph.ts';
import { collect, SmallMalha, until } from './small-malha.ts';

const UPDATED = 'subscription { runUpdated(id: "run_1") { nr: sequence note } }';

interface RunEvent {
  data: { runUpdated: { nr: number; note: string | null } };
}

let malha: SmallMalha;
afterEach(() => malha.stop());

describe('the supergraph’s file', () => {
  it('is read anew at SIGUSR2, under a subscription that goes on; one that is not valid changes nothing', async () => {
    malha = await SmallMalha.start('over HTTP');
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'malha supergraph ')), 'supergraph.graphql');
    reloadOnSignal(file, malha.gateway, malha);
    const client = malha.socket();
    const run = collect(client.iterate({ query: UPDATED }) as unknown as AsyncIterable<RunEvent>);
    await until(() => run.events.length === 1);
    const logged = (what: string) => malha.logged.some((line) => line.includes(what));
    const before = (await malha.post({ query: '{ __schema { types { fields { name } } } }' })).text;

    writeFileSync(file, 'not a supergraph');
    process.kill(process.pid, 'SIGUSR2');
    await until(() => logged('the supergraph file is not valid'));
    malha.graph.advance('run_1');
    await until(() => run.events.length === 2);

    writeFileSync(file, malha.graph.supergraph(NEWER_NOTES));
    process.kill(process.pid, 'SIGUSR2');
    await until(() => logged('supergraph read anew'));
    expect((await malha.post({ query: '{ __schema { types { fields { name } } } }' })).text).not.toBe(before);
    malha.graph.advance('run_1');
    await until(() => run.events.length === 3);
    expect(run.events.map(({ data }) => data.runUpdated.nr)).toEqual([1, 2, 3]);
    expect(run.isEnded()).toBe(false);
    await client.dispose();
  });
});
