import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takesCanary } from '../../../subgraphs/nlp/handles.ts';
import type { DesiredDeployment } from '../../../subgraphs/nlp/neighbours.ts';
import { type NlpProcess, NlpRoom, trainedModel, until } from './nlp-room.ts';

const DAY_MS = 86_400_000;

let first: Uint8Array;
let second: Uint8Array;
let room: NlpRoom;
const processes: NlpProcess[] = [];

beforeAll(() => {
  first = trainedModel();
  second = trainedModel({ greeting: 'salutation' });
});
beforeEach(async () => {
  room = await NlpRoom.open();
});
afterEach(async () => {
  for (const process of processes.splice(0)) await process.stop();
  await room.close();
});

async function started(processId?: string): Promise<NlpProcess> {
  const process = await room.process(processId);
  processes.push(process);
  await process.start();
  return process;
}
const deploymentOf = (number: number) => ({
  deploymentId: `deployment_${number}`,
  modelVersionId: `version_${number}`,
});

async function versionSeen(process: NlpProcess): Promise<string | undefined> {
  return (await process.interpret('hello there')).interpretation?.modelVersionId;
}

async function shadowCounts(here: NlpProcess): Promise<object | null | undefined> {
  const { _entities } = await here.ask<{ _entities: { shadow: object | null }[] }>(
    `{ _entities(representations: [{ __typename: "Deployment", id: "deployment_2" }]) {
      ... on Deployment { shadow { turns agreeing agreement } } } }`,
  );
  return _entities[0]?.shadow;
}

describe('following deployments', () => {
  it('answers nothing before a version serves, then with what models wants, and acknowledges it', async () => {
    const here = await started();
    await until(() => here.nlp.isReady);
    expect(await here.interpret('hello there', { language: 'en' })).toEqual({
      interpretation: null,
      decision: 'NONE',
      answer: null,
      options: [],
      language: 'en',
      handoffIntents: [],
    });
    room.neighbours.desired = [await room.artifact(first, { ...deploymentOf(1), state: 'ROLLING_OUT' })];
    await room.notifyDeployment();
    await until(() => room.neighbours.acknowledged.get('p1')?.includes('deployment_1') ?? false);
    expect(await versionSeen(here)).toBe('version_1');
  });

  it('swaps while messages come in without pause: every one is answered, by the old version and then by the new one only', async () => {
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1))];
    const here = await started();
    await until(async () => (await versionSeen(here)) === 'version_1');

    const seen: (string | undefined)[] = [];
    const talking = (async () => {
      while (seen.length < 50 || seen.at(-1) !== 'version_2') seen.push(await versionSeen(here));
    })();
    await until(() => seen.length > 20);
    room.neighbours.desired = [await room.artifact(second, deploymentOf(2))];
    await room.notifyDeployment();
    await talking;
    expect(new Set(seen)).toEqual(new Set(['version_1', 'version_2']));
    expect(seen.lastIndexOf('version_1')).toBeLessThan(seen.indexOf('version_2'));
  });

  it('keeps the old version where the new one is corrupt, unreadable or missing, and does not acknowledge it', async () => {
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1))];
    const here = await started();
    await until(async () => (await versionSeen(here)) === 'version_1');

    const altered = second.slice();
    altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 0xff;
    const { artifactSha256 } = await room.artifact(second, deploymentOf(2));
    const bad = [
      await room.artifact(altered, { ...deploymentOf(3), artifactSha256 }),
      await room.artifact(new TextEncoder().encode('not a model'), deploymentOf(4)),
      await room.artifact(second, { ...deploymentOf(5), artifactUri: room.objects.uri('models/none') }),
    ];
    for (const deployment of bad) {
      room.neighbours.desired = [deployment];
      room.neighbours.acknowledged.clear();
      await room.notifyDeployment();
      await until(() => room.neighbours.acknowledged.has('p1'));
      expect(room.neighbours.acknowledged.get('p1')).toEqual(['deployment_1']);
      expect(room.neighbours.faults.get('p1')).toMatchObject([{ deploymentId: deployment.deploymentId }]);
      expect(await versionSeen(here)).toBe('version_1');
    }
    room.neighbours.desired = [await room.artifact(second, deploymentOf(2))];
    await room.notifyDeployment();
    await until(() => room.neighbours.acknowledged.get('p1')?.includes('deployment_2') ?? false);
    expect(room.neighbours.faults.get('p1')).toEqual([]);
  });

  it('restarts without models, with the versions served last', async () => {
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1))];
    const before = await started('before');
    await until(() => room.neighbours.acknowledged.get('before')?.length === 1);
    await before.stop();
    expect(room.neighbours.acknowledged.has('before')).toBe(false);

    room.neighbours.isModelsUp = false;
    const after = await started('after');
    expect(after.nlp.isReady).toBe(true);
    expect(await versionSeen(after)).toBe('version_1');
    expect(room.neighbours.acknowledged.has('after')).toBe(false);

    room.neighbours.isModelsUp = true;
    room.neighbours.desired = [await room.artifact(second, deploymentOf(2))];
    await room.notifyDeployment();
    await until(async () => (await versionSeen(after)) === 'version_2');
  });

  it('is not ready where models never answered and nothing was served before', async () => {
    room.neighbours.isModelsUp = false;
    const here = await started();
    expect(here.nlp.isReady).toBe(false);
    room.neighbours.isModelsUp = true;
    await room.notifyDeployment();
    await until(() => here.nlp.isReady);
  });

  it('brings several processes to the same version', async () => {
    const both = [await started('p1'), await started('p2')];
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1))];
    await room.notifyDeployment();
    for (const process of both) await until(async () => (await versionSeen(process)) === 'version_1');
    await until(() => room.neighbours.acknowledged.size === 2);
    expect([...room.neighbours.acknowledged.values()]).toEqual([['deployment_1'], ['deployment_1']]);
  });

  it('stops serving an assistant that models wants nothing for', async () => {
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1))];
    const here = await started();
    await until(async () => (await versionSeen(here)) === 'version_1');
    room.neighbours.desired = [];
    await room.notifyDeployment();
    await until(() => room.neighbours.acknowledged.get('p1')?.length === 0);
    expect(await versionSeen(here)).toBeUndefined();
  });
});

describe('a shadow', () => {
  it('interprets what the champion answers, is never heard, and is compared', async () => {
    const shadow = await room.artifact(second, { ...deploymentOf(2), state: 'SHADOW', trafficShare: 0 });
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1)), shadow];
    const here = await started();
    await until(() => room.neighbours.acknowledged.get('p1')?.length === 2);
    expect(await shadowCounts(here)).toBeNull();

    // The second version calls a greeting otherwise, and all else alike.
    for (const utterance of ['hello there', 'when does the library open', 'renew my book loan', 'hello my friend'])
      expect((await here.interpret(utterance)).interpretation?.modelVersionId).toBe('version_1');
    await until(async () => (await shadowCounts(here)) !== null);
    await until(async () => ((await shadowCounts(here)) as { turns: number }).turns === 4);
    expect(await shadowCounts(here)).toEqual({ turns: 4, agreeing: 2, agreement: 0.5 });
  });

  it('is compared by what it made of the last ninety days', async () => {
    const shadow = await room.artifact(second, { ...deploymentOf(2), state: 'SHADOW', trafficShare: 0 });
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1)), shadow];
    const here = await started();
    await until(() => room.neighbours.acknowledged.get('p1')?.length === 2);
    await here.interpret('hello there');
    await until(async () => (await shadowCounts(here)) !== null);
    room.clock.advance(2 * DAY_MS);
    await here.interpret('renew my book loan');
    await until(async () => ((await shadowCounts(here)) as { turns: number }).turns === 2);

    room.clock.advance(88 * DAY_MS);
    await here.nlp.forgetShadows();
    expect(await shadowCounts(here)).toMatchObject({ turns: 2 });
    room.clock.advance(1);
    await here.nlp.forgetShadows();
    expect(await shadowCounts(here)).toEqual({ turns: 1, agreeing: 1, agreement: 1 });
  });

  it('that cannot be loaded, or kept, changes no reply', async () => {
    const shadow = await room.artifact(second, { ...deploymentOf(2), state: 'SHADOW', trafficShare: 0 });
    room.neighbours.desired = [
      await room.artifact(first, deploymentOf(1)),
      { ...shadow, artifactUri: room.objects.uri('models/none') },
    ];
    const here = await started();
    await until(() => room.neighbours.faults.get('p1')?.length === 1);
    expect(await versionSeen(here)).toBe('version_1');

    await room.database.db.schema.withSchema('nlp').dropTable('shadow_interpretation').execute();
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1)), shadow];
    await room.notifyDeployment();
    await until(() => room.neighbours.acknowledged.get('p1')?.length === 2);
    for (let i = 0; i < 5; i++) expect(await versionSeen(here)).toBe('version_1');
  });
});

describe('a canary', () => {
  it('answers its share of the conversations, always the same ones, and the champion the others', async () => {
    const canary = await room.artifact(second, { ...deploymentOf(2), state: 'CANARY', trafficShare: 0.3 });
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1)), canary];
    const here = await started();
    await until(() => room.neighbours.acknowledged.get('p1')?.length === 2);
    expect(room.neighbours.champions.get('p1')).toEqual([deploymentOf(1).deploymentId]);

    const conversations = Array.from({ length: 60 }, (_, i) => `conv_${i}`);
    const answeredBy = async (conversationId: string) =>
      (await here.interpret('hello there', { conversationId })).interpretation?.modelVersionId;
    for (const conversation of conversations) {
      const expected = takesCanary(canary, conversation) ? 'version_2' : 'version_1';
      expect(await answeredBy(conversation)).toBe(expected);
      expect(await answeredBy(conversation)).toBe(expected);
    }
  });

  it('only gains conversations while its share grows', () => {
    const conversations = Array.from({ length: 5_000 }, (_, i) => `conv_${i}`);
    let taken = new Set<string>();
    for (const trafficShare of [0, 0.1, 0.25, 0.5, 1]) {
      const now = new Set(conversations.filter((id) => takesCanary({ deploymentId: 'd', trafficShare }, id)));
      expect(now.size / conversations.length).toBeCloseTo(trafficShare, 1);
      expect([...taken].filter((id) => !now.has(id))).toEqual([]);
      taken = now;
    }
    expect(taken.size).toBe(conversations.length);
  });

  it('grows and ends in two processes under load: no message fails, and no conversation that it has comes back before it ends', async () => {
    const [champion, version] = [
      await room.artifact(first, deploymentOf(1)),
      await room.artifact(second, deploymentOf(2)),
    ];
    const both = [await started('p1'), await started('p2')];
    const bring = async (desired: DesiredDeployment[]) => {
      room.neighbours.desired = desired;
      room.neighbours.acknowledged.clear();
      await room.notifyDeployment();
      const ids = desired.map(({ deploymentId }) => deploymentId).join();
      await until(() => both.every((_, i) => room.neighbours.acknowledged.get(`p${i + 1}`)?.join() === ids));
    };
    const canaryOf = (trafficShare: number): DesiredDeployment => ({ ...version, state: 'CANARY', trafficShare });
    await bring([champion]);

    const conversations = Array.from({ length: 40 }, (_, i) => `conv_${i}`);
    const seen = new Map<string, string[]>(conversations.map((id) => [id, []]));
    const ended = new AbortController();
    const talking = both.map(async (process, i) => {
      // Each conversation is one process's, so that its turns have an order.
      const own = conversations.filter((_, at) => at % 2 === i);
      for (let at = 0; !ended.signal.aborted; at++) {
        const conversationId = own[at % own.length] ?? '';
        const { interpretation } = await process.interpret('hello there', { conversationId, turnId: `${i}_${at}` });
        seen.get(conversationId)?.push(interpretation?.modelVersionId ?? 'none');
      }
    });
    const shares = [];
    for (const share of [0.1, 0.5]) {
      await bring([champion, canaryOf(share)]);
      const before = new Map([...seen].map(([id, versions]) => [id, versions.length]));
      await until(() => conversations.every((id) => (seen.get(id)?.length ?? 0) > (before.get(id) ?? 0) + 1));
      const taken = conversations.filter((id) => seen.get(id)?.at(-1) === 'version_2');
      expect(taken).toEqual(conversations.filter((id) => takesCanary(canaryOf(share), id)));
      shares.push(taken.length);
    }
    expect(shares[0]).toBeLessThan(shares[1] ?? 0);
    const grown = new Map([...seen].map(([id, versions]) => [id, [...versions]]));
    await bring([champion]);
    const before = new Map([...seen].map(([id, versions]) => [id, versions.length]));
    await until(() => conversations.every((id) => (seen.get(id)?.length ?? 0) > (before.get(id) ?? 0) + 1));
    ended.abort();
    await Promise.all(talking);

    expect([...seen.values()].flat().filter((id) => id === 'none')).toEqual([]);
    for (const versions of grown.values()) expect(versions.toSorted()).toEqual(versions);
    expect([...seen.values()].map((versions) => versions.at(-1))).toEqual(conversations.map(() => 'version_1'));
  });

  it('belongs to one assistant', async () => {
    room.neighbours.desired = [await room.artifact(first, deploymentOf(1))];
    const here = await started();
    await until(async () => (await versionSeen(here)) === 'version_1');
    expect((await here.interpret('hello there', { assistantId: 'asst_other' })).interpretation).toBeNull();
  });
});
