import { type DocumentNode, parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSubgraphs } from '../../../boot/subgraphs.ts';
import { ConversationRoom } from './conversation-room.ts';
import { UNSURE } from './played-rooms.ts';

let room: ConversationRoom;
beforeAll(async () => {
  room = await ConversationRoom.open();
});
afterAll(() => room.close());

it('asks the other rooms only what they answer', async () => {
  room.rooms.understanding = () => UNSURE;
  await room.say(await room.start(), 'something that asks everybody');
  const documents = new Map<string, { room: string; document: DocumentNode }>(
    room.rooms.asked.map(({ operation, document }) => [
      operation,
      { room: document.room, document: parse(document.query) },
    ]),
  );
  expect([...documents.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual([
    'interpret',
    'searchPassages',
    'tagTurn',
  ]);
  const subgraphs = new Map(buildSubgraphs().map((subgraph) => [subgraph.name, subgraph]));
  const problems = [...documents].flatMap(([operation, asked]) =>
    validate(subgraphs.get(asked.room)!.schema, asked.document).map(({ message }) => `${operation}: ${message}`),
  );
  expect(problems).toEqual([]);
});
