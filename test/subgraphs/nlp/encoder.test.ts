import { appendFileSync, cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, encodeModel, train } from '../../../nlu/index.ts';
import { encodersIn } from '../../../platform/encoder/index.ts';
import { encodersRoot, writeEncoder } from '../../kit/encoders.ts';
import { meaningfulExamples, wordVectors } from '../../kit/travel-words.ts';
import type { DesiredDeployment } from '../../../subgraphs/nlp/neighbours.ts';
import { NlpRoom, trainedModel, until } from './nlp-room.ts';

let room: NlpRoom;
let encoders: Awaited<ReturnType<typeof encodersRoot>>;
let former: DesiredDeployment;
let encoded: DesiredDeployment;

beforeAll(async () => {
  encoders = await encodersRoot();
  writeEncoder(encoders.root, 'tiny', wordVectors());
  room = await NlpRoom.open();
  former = await room.artifact(trainedModel(), { deploymentId: 'deployment_1', modelVersionId: 'version_1' });
  const { sha256, encode } = await encodersIn(encoders.root).open('tiny');
  const rows = meaningfulExamples().filter(({ split }) => split === 'train');
  const examples = await Promise.all(rows.map(async (row) => ({ ...row, vector: await encode(row.utterance) })));
  const parameters = { ...DEFAULT_PARAMETERS, encoder: { name: 'tiny', sha256 } };
  encoded = await room.artifact(encodeModel(train({ examples, seed: 1, parameters })), {
    deploymentId: 'deployment_2',
    modelVersionId: 'version_2',
  });
}, 300_000);
afterAll(async () => {
  await room.close();
  await encoders.close();
});

describe('a version with an encoder', () => {
  it('understands by its vectors, and explains by them', async () => {
    room.neighbours.desired = [encoded];
    const here = await room.process('with', encoders.root);
    await here.start();
    await until(() => here.nlp.isReady);
    const { interpretation } = await here.interpret('about the shuttle', { turnId: 'turn_1' });
    expect(interpretation).toMatchObject({ intent: 'find_bus', modelVersionId: 'version_2', isOutOfScope: false });
    room.neighbours.utterances.set('turn_1', 'about the shuttle');
    const { explanation } = await here.ask<{ explanation: { contributions: { kind: string }[] } }>(
      'query($turnId: ID!) { explanation(turnId: $turnId) { contributions { kind feature } } }',
      { turnId: 'turn_1' },
    );
    expect(explanation.contributions).toContainEqual({ kind: 'MEANING', feature: '⟨meaning⟩' });
    const found = await here.ask(
      'query($id: ID!) { entitySpans(assistantId: $id, text: "write to a@b.org") { type value } }',
      { id: encoded.assistantId },
    );
    expect(found).toEqual({ entitySpans: [{ type: 'email', value: 'a@b.org' }] });
    await here.stop();
  });

  it('does not take over in a process that lacks its encoder, or has another one of its name', async () => {
    const others = path.join(encoders.root, 'others');
    cpSync(path.join(encoders.root, 'tiny'), path.join(others, 'tiny'), { recursive: true });
    appendFileSync(path.join(others, 'tiny', 'config.json'), ' ');
    for (const [processId, root] of [
      ['without', undefined],
      ['other', others],
    ] as const) {
      room.neighbours.desired = [former];
      const here = await room.process(processId, root);
      await here.start();
      await until(() => room.neighbours.acknowledged.get(processId)?.includes('deployment_1') ?? false);
      room.neighbours.acknowledged.delete(processId);
      room.neighbours.desired = [encoded];
      await room.notifyDeployment();
      await until(() => room.neighbours.acknowledged.has(processId));
      expect(room.neighbours.acknowledged.get(processId)).toEqual(['deployment_1']);
      expect(
        (await here.interpret('hello there', { turnId: `turn_${processId}` })).interpretation?.modelVersionId,
      ).toBe('version_1');
      await here.stop();
    }
  });
});
