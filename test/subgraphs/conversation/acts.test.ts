import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationRoom } from './conversation-room.ts';

let room: ConversationRoom;
beforeAll(async () => {
  room = await ConversationRoom.open();
});
afterAll(() => room.close());

const acts = async () => (await room.outbox()).filter(({ body }) => body['kind'] === 'ActPerformed');

const make = () =>
  room.ask<{ createAssistant: { assistant: { id: string } } }>(
    'mutation($input: CreateAssistantInput!) { createAssistant(input: $input) { assistant { id } } }',
    { input: { name: 'Orders', languages: ['en', 'pt-BR'], idempotencyKey: 'once' } },
  );

describe('what an admin does here leaves for the audit log', () => {
  it('when an assistant is made, once for a key', async () => {
    const { data } = await make();
    await make();
    const { id } = data.createAssistant.assistant;
    expect(await acts()).toMatchObject([
      {
        groupId: `acts-${id}`,
        body: {
          version: 1,
          assistantId: id,
          action: 'ASSISTANT_CREATED',
          subject: id,
          facts: [
            { name: 'name', value: 'Orders' },
            { name: 'languages', value: 'en, pt-BR' },
            { name: 'isPublic', value: 'false' },
            { name: 'timeZone', value: 'UTC' },
          ],
        },
      },
    ]);
  });

  it('when a token is issued, never with the token itself', async () => {
    const { data } = await room.ask<{ issueToken: { token: string } }>(
      'mutation { issueToken(input: { role: "ci", name: "github", expiresInDays: 3 }) { token } }',
    );
    const issued = (await acts()).at(-1);
    expect(issued?.body).toMatchObject({ assistantId: null, action: 'TOKEN_ISSUED', subject: 'ci:github' });
    expect(JSON.stringify(issued)).not.toContain(data.issueToken.token);
  });

  it('and not when it is refused', async () => {
    const before = await acts();
    await room.ask('mutation { issueToken(input: { role: "admin", name: "me", expiresInDays: 3 }) { token } }');
    expect(await acts()).toEqual(before);
  });
});
