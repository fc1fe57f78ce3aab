import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS } from '../../gateway/index.ts';
import { createInternalIdentity, type Role } from '../../platform/auth/index.ts';
import { approveAndWait, Chat, DEMO, eventually, feedbackHistory } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { overSocket } from '../kit/socket.ts';

const CODEGEN = path.resolve(import.meta.dirname, '../../codegen');
const schema = buildSchema(readFileSync(path.join(CODEGEN, 'schema.graphql'), 'utf8'));
const STAFF_AND_APP = ['analyst', 'ci', 'app'] as const;

/** The smallest value that fits an input type. */
function valueFor(type: GraphQLInputType): string {
  if (isNonNullType(type)) return valueFor(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type))
    return `{ ${Object.values(type.getFields())
      .filter((field) => isNonNullType(field.type) && field.defaultValue === undefined)
      .map((field) => `${field.name}: ${valueFor(field.type)}`)
      .join(', ')} }`;
  return ['Int', 'Float'].includes(type.name) ? '1' : type.name === 'Boolean' ? 'true' : '"none_such"';
}

function operationOn(
  root: 'Query' | 'Mutation' | 'Subscription',
  field: GraphQLField<unknown, unknown>,
  known: Record<string, string> = {},
): string {
  const given = field.args
    .filter(({ type }) => isNonNullType(type))
    .map(({ name, type }) => `${name}: ${known[name] ? JSON.stringify(known[name]) : valueFor(type)}`);
  const selection = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
  return `${root.toLowerCase()} { ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selection} }`;
}

const fieldsOf = (root: 'Query' | 'Mutation' | 'Subscription') => {
  const type = schema.getType(root);
  return isObjectType(type) ? Object.values(type.getFields()) : [];
};

/** Fields that rooms keep for each other, as their subgraphs declare them: where they are, and their names. */
function roomToRoomFields(): { type: string; field: string }[] {
  return readdirSync(path.join(CODEGEN, 'subgraphs')).flatMap((file) =>
    parse(readFileSync(path.join(CODEGEN, 'subgraphs', file), 'utf8')).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
        ? (definition.fields ?? [])
            .filter(({ directives }) => directives?.some(({ name }) => name.value === 'inaccessible'))
            .map(({ name }) => ({ type: definition.name.value, field: name.value }))
        : [],
    ),
  );
}

describe('access, in one process', () => {
  let malha: RunningMalha;
  let own: Chat;
  let other: Chat;
  let turnId: string;
  let feedbackId: string;
  const tokens = new Map<Role, string | null>([['anonymous', null]]);

  beforeAll(async () => {
    malha = await startMalha('one');
    [own, other] = [await Chat.start(malha), await Chat.start(malha)];
    const turn = await own.say('when does the library open?');
    turnId = turn.id;
    feedbackId = (await own.feedback(turn, { verdict: 'HELPFUL' })).id;
    await eventually(async () => ((await feedbackHistory(malha))[0]?.status === 'RECORDED' ? true : undefined));
    tokens.set('user', other.token);
    for (const role of STAFF_AND_APP) {
      const { issueToken } = await malha
        .graph()
        .data<{ issueToken: { token: string } }>(
          `mutation { issueToken(input: { role: "${role}", name: "test", expiresInDays: 1 }) { token } }`,
        );
      tokens.set(role, issueToken.token);
    }
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  /** What was said and thought in the conversation that others have no part in. */
  const state = () =>
    malha.graph().data(
      `query($id: ID!) { conversation(id: $id) { turns(last: 100) { edges { node { id feedback { id status verdict } } } } }
        feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 100) { totalCount } }`,
      { id: own.conversationId },
    );

  const strangers: [what: string, operation: () => string][] = [
    [
      'reads the conversation',
      () => `{ conversation(id: "${own.conversationId}") { id turns { edges { node { utterance } } } } }`,
    ],
    ['reads a turn of it', () => `{ turn(id: "${turnId}") { utterance } }`],
    [
      'speaks in it',
      () =>
        `mutation { sendMessage(input: { conversationId: "${own.conversationId}", text: "hi" }) { turn { id } errors { code } } }`,
    ],
    [
      'judges a turn of it',
      () =>
        `mutation { submitFeedback(input: { turnId: "${turnId}", verdict: UNHELPFUL }) { feedback { id } errors { code } } }`,
    ],
    [
      'reports a signal of it',
      () =>
        `mutation { recordSignal(input: { turnId: "${turnId}", signal: ANSWER_COPIED }) { feedback { id } errors { code } } }`,
    ],
    [
      'takes its feedback back',
      () => `mutation { retractFeedback(input: { feedbackId: "${feedbackId}" }) { feedback { id } errors { code } } }`,
    ],
    [
      'listens to it',
      () => `subscription { turnAdded(conversationId: "${own.conversationId}", after: -1) { utterance } }`,
    ],
  ];

  it.each(strangers)(
    'a token of another conversation is refused when it %s, over a socket',
    async (_what, operation) => {
      const before = await state();
      const { errors, data } = await overSocket(malha.url, other.token, operation());
      expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
      expect(await state()).toEqual(before);
    },
  );

  it.each(strangers.slice(0, -1))(
    'a token of another conversation is refused when it %s, over HTTP',
    async (_what, operation) => {
      const before = await state();
      const { errors, data } = await malha.graph(other.token).send(operation());
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
      expect(await state()).toEqual(before);
    },
  );

  it('a token of another conversation is refused when it listens to it, over SSE', async () => {
    const response = await fetch(`${malha.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${other.token}`,
      },
      body: JSON.stringify({ query: strangers.at(-1)?.[1]() }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    expect(text).toContain('FORBIDDEN');
    expect(text).not.toContain('library');
  });

  it('feedback of another conversation is unknown to a token, and its own is not', async () => {
    const query = `{ feedback(id: "${feedbackId}") { verdict } }`;
    expect(await malha.graph(other.token).data(query)).toEqual({ feedback: null });
    expect(await malha.graph(own.token).data(query)).toEqual({ feedback: { verdict: 'HELPFUL' } });
  });

  it('a conversation’s own token does all of that', async () => {
    const graph = malha.graph(own.token);
    for (const [, operation] of strangers.slice(0, 5)) expect((await graph.send(operation())).errors).toBeUndefined();
    const events = graph.subscribe<{ turnAdded: { utterance: string } }>(strangers.at(-1)?.[1]() ?? '');
    expect((await events.next()).value?.turnAdded.utterance).toBe('when does the library open?');
    await events.return?.();
  });

  it('a conversation’s token starts no other conversation', async () => {
    const { errors } = await malha
      .graph(own.token)
      .send(`mutation { startConversation(input: { assistantId: "${DEMO}" }) { conversation { id } } }`);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it.each(['analyst', 'ci', 'app', 'user', 'anonymous'] as const)(
    'the role %s gets what its rows of the table give it, and not one field more',
    async (role) => {
      const graph = malha.graph(tokens.get(role));
      const refusedWith = role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      const expected: [field: string, codes: string[]][] = [];
      const seen: typeof expected = [];
      for (const root of ['Query', 'Mutation'] as const)
        for (const field of fieldsOf(root)) {
          const mayUse = ACCESS[root][field.name]?.includes(role) ?? false;
          // What is allowed is only tried where it writes nothing. Any conversation but its own the room refuses to a token, not the table.
          if (mayUse && (root === 'Mutation' || (role === 'user' && field.name === 'conversation'))) continue;
          const { errors } = await graph.send(operationOn(root, field));
          seen.push([field.name, errors?.map(({ extensions }) => extensions?.code ?? '') ?? []]);
          expected.push([field.name, mayUse ? [] : [refusedWith]]);
        }
      expect(seen).toEqual(expected);
      expect(seen).toContainEqual(['approveModelVersion', [refusedWith]]);
    },
  );

  const versionOf = (fields: string) => `{ turn(id: "${turnId}") { modelVersion { ${fields} } } }`;

  it('an app and a user see id and number of a version, and nothing else of it', async () => {
    for (const token of [own.token, tokens.get('app') ?? null]) {
      expect(await malha.graph(token).data(versionOf('id number'))).toMatchObject({
        turn: { modelVersion: { number: 1 } },
      });
      for (const field of ['artifactUri', 'evidenceHash', 'state', 'evaluation { macroF1 }', 'trainingRun { id }'])
        expect((await malha.graph(token).send(versionOf(field))).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  it('refuses each subscription to every role whose row of the table does not have it, over a socket', async () => {
    const expected: [string, Role, string][] = [];
    const seen: typeof expected = [];
    for (const field of fieldsOf('Subscription'))
      for (const [role, token] of tokens) {
        if (ACCESS.Subscription[field.name]?.includes(role)) continue;
        const { errors } = await overSocket(malha.url, token, operationOn('Subscription', field));
        seen.push([field.name, role, errors?.map(({ extensions }) => extensions?.['code']).join() ?? 'answered']);
        expected.push([field.name, role, role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN']);
      }
    expect(seen).toEqual(expected);
    expect(seen).toContainEqual(['feedbackRecorded', 'user', 'FORBIDDEN']);
  });

  it('gives each subscription’s events to every role whose row of the table has it', { timeout: 300_000 }, async () => {
    const { requestRetraining } = await malha
      .graph()
      .data<{ requestRetraining: { trainingRun: { id: string } } }>(
        `mutation { requestRetraining(input: { assistantId: "${DEMO}", reason: "to be watched" }) { trainingRun { id } } }`,
      );
    const runId = requestRetraining.trainingRun.id;
    const known = { assistantId: DEMO, conversationId: own.conversationId, runId };
    const holders = new Map(tokens).set('admin', malha.adminToken).set('user', own.token);
    const heard = fieldsOf('Subscription').flatMap((field) =>
      [...holders]
        .filter(([role]) => ACCESS.Subscription[field.name]?.includes(role))
        .map(async ([role, token]) => {
          const { data, errors } = await overSocket(malha.url, token, operationOn('Subscription', field, known));
          return [field.name, role, errors ?? Object.keys(data ?? {})];
        }),
    );
    const all = Promise.all(heard);
    // Something of each kind happens: a turn, a feedback, a run that ends, a deployment, and an alert with the next minute.
    const happening = (async () => {
      const version = await eventually(
        async () => {
          const { trainingRun } = await malha.graph().data<{
            trainingRun: { modelVersion: { id: string; state: string; evidenceHash: string } | null };
          }>('query($id: ID!) { trainingRun(id: $id) { modelVersion { id state evidenceHash } } }', { id: runId });
          return trainingRun.modelVersion?.state === 'PENDING_APPROVAL' ? trainingRun.modelVersion : undefined;
        },
        { timeoutMs: 200_000, what: 'a version to approve' },
      );
      await malha.graph().data(
        `mutation { createAlertRule(input: { assistantId: "${DEMO}", name: "traffic", metric: VOLUME, direction: ABOVE, raiseAt: 0, clearAt: 0,
          windowMinutes: 1440, everyMinutes: 1, raiseAfter: 1 }) { errors { code } } }`,
      );
      await own.feedback(await own.say('when does the library open?'), { verdict: 'HELPFUL' });
      await approveAndWait(malha, version);
    })();
    const answers = await all;
    await happening;
    expect(answers).toEqual(answers.map(([name, role]) => [name, role, [name]]));
    expect(answers.length).toBeGreaterThan(10);
  });

  it('no field that rooms keep for each other is in the public graph, not even for the admin', async () => {
    const fields = roomToRoomFields();
    expect(fields.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'turnFacts',
        'interpret',
        'knownIntents',
        'tagTurn',
        'searchPassages',
        'desiredDeployments',
        'acknowledgeDeployment',
      ]),
    );
    for (const { type, field } of [
      ...fields,
      { type: 'Query', field: '_entities' },
      { type: 'Query', field: '_service' },
    ]) {
      const root = type === 'Mutation' ? 'mutation' : 'query';
      const { errors } = await malha.graph().send(`${root} { ${field} { __typename } }`);
      expect(errors?.[0]?.message).toContain(`Cannot query field "${field}"`);
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a subgraph of its own process', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('many');
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  const admin = { id: 'admin', roles: ['admin'] as Role[] };
  const forged: [what: string, headers: (adminToken: string) => Record<string, string>][] = [
    ['no identity', () => ({})],
    ['the admin’s own token', (adminToken) => ({ authorization: `Bearer ${adminToken}` })],
    ['an identity in plain JSON', () => ({ 'x-malha-identity': JSON.stringify(admin) })],
    [
      'an identity signed with another key',
      () => ({ 'x-malha-identity': createInternalIdentity('k'.repeat(32)).sign(admin) }),
    ],
    [
      'an identity without its signature',
      () => ({ 'x-malha-identity': `${createInternalIdentity('k'.repeat(32)).sign(admin).split('.')[0]}.` }),
    ],
  ];

  it.each(forged)('refuses a caller with %s, in every room and on every path', async (_what, headersFor) => {
    const rooms = malha.environment['MALHA_SUBGRAPHS']?.split(',') ?? [];
    expect(rooms).toHaveLength(6);
    for (const room of rooms)
      for (const suffix of ['', '/stream']) {
        const [name, url] = room.split('=');
        const response = await fetch(`${url}${suffix}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headersFor(malha.adminToken) },
          body: JSON.stringify({ query: '{ _service { sdl } }' }),
        });
        expect([name, response.status]).toEqual([name, 401]);
        expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
      }
  });

  it('refuses a token of another conversation as in one process', async () => {
    const [own, other] = [await Chat.start(malha), await Chat.start(malha)];
    const { id } = await own.say('when does the library open?');
    const { errors, data } = await malha.graph(other.token).send(`{ turn(id: "${id}") { utterance } }`);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(data?.['turn'] ?? null).toBeNull();
  });

  it('is not reached by a forged header through the gateway', async () => {
    const response = await fetch(`${malha.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-malha-identity': createInternalIdentity('k'.repeat(32)).sign(admin),
      },
      body: JSON.stringify({
        query: `{ feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 1) { totalCount } }`,
      }),
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
