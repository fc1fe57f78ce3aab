import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { windowsOf } from '../../subgraphs/models/store/quality-store.ts';
import { ConversationRoom } from './conversation/conversation-room.ts';
import { openRoom as openFeedback, type TestRoom as FeedbackRoom } from './feedback/room.ts';
import { ModelsRoom } from './models/models-room.ts';
import { type NlpProcess, NlpRoom, trainedModel, until } from './nlp/nlp-room.ts';

const ASSISTANT = 'asst_public';
const REPORT = `query($assistantId: ID!) { qualityReport(assistantId: $assistantId) {
  total { turns outOfScopeRate { value } } intents { key figures { turns } } } }`;
interface Report {
  total: { turns: number; outOfScopeRate: { value: number } };
  intents: { key: string; figures: { turns: number } }[];
}

describe('an utterance that a trained model refuses', () => {
  let nlpRoom: NlpRoom;
  let nlp: NlpProcess;
  let conversation: ConversationRoom;
  let models: ModelsRoom;
  let feedback: FeedbackRoom;
  let observed: Record<string, unknown>[];

  beforeAll(async () => {
    [nlpRoom, conversation, models, feedback] = await Promise.all([
      NlpRoom.open(),
      ConversationRoom.open(),
      ModelsRoom.open(),
      openFeedback(),
    ]);
    nlp = await nlpRoom.process();
    await nlp.nlp.importIntents({
      assistantId: ASSISTANT,
      intents: [
        { name: 'greeting', answers: { en: 'Hello!' } },
        { name: 'library_hours', answers: { en: 'From eight.' } },
        { name: 'loan_renewal', answers: { en: 'Online.' } },
      ],
      examples: [],
    });
    const deployed = { assistantId: ASSISTANT, deploymentId: 'deployment_1', modelVersionId: 'version_1' };
    nlpRoom.neighbours.desired = [await nlpRoom.artifact(trainedModel(), deployed)];
    await nlp.start();
    await until(() => nlp.nlp.isReady);
    // The very document that conversation sends, answered by the real room.
    conversation.rooms.understanding = async (input) =>
      (await nlp.ask<{ interpret: never }>(conversation.rooms.asked.at(-1)?.document.query ?? '', { input })).interpret;
    const id = await conversation.start();
    for (const text of ['hello my friend', 'zzz qqq xxx', 'renew my book loan']) await conversation.say(id, text);
    observed = (await conversation.outbox()).map(({ body }) => body).filter(({ kind }) => kind === 'TurnObserved');
    await transaction(models.database.db, (tx) => models.models.consumeBatch(tx, observed));
    await feedback.consume(...observed);
    models.clock.advance(1_000);
  });
  afterAll(async () => {
    await nlp.stop();
    await Promise.all([nlpRoom.close(), conversation.close(), models.close(), feedback.close()]);
  });

  it('has no predicted intent, and says which one was the best', () => {
    expect(observed).toMatchObject([
      { intent: 'greeting', isOutOfScope: false, deploymentId: 'deployment_1' },
      { intent: null, isOutOfScope: true, modelVersionId: 'version_1' },
      { intent: 'loan_renewal', isOutOfScope: false },
    ]);
    expect(observed.map(({ ranking }) => (ranking as object[]).length)).toEqual([3, 3, 3]);
  });

  it('counts as out of scope wherever quality is told, and as a turn of no intent', async () => {
    const { qualityReport } = await models.ask<{ qualityReport: Report }>(REPORT, { assistantId: ASSISTANT });
    expect(qualityReport.total.turns).toBe(3);
    expect(qualityReport.total.outOfScopeRate.value).toBeCloseTo(1 / 3, 12);
    expect(qualityReport.intents.map(({ key }) => key)).toEqual(['greeting', 'loan_renewal']);
    expect(await windowsOf(models.database.db, { assistantId: ASSISTANT, id: 'version_1' }, 24)).toMatchObject([
      { turns: 3, outOfScope: 1 },
    ]);
    const { rows } = await sql<{ intent: string | null; isOutOfScope: boolean }>`
      select facts ->> 'intent' as intent, facts -> 'isOutOfScope' as is_out_of_scope
      from feedback.observed_turn order by facts ->> 'index'`.execute(feedback.db);
    expect(rows).toEqual([
      { intent: 'greeting', isOutOfScope: false },
      { intent: null, isOutOfScope: true },
      { intent: 'loan_renewal', isOutOfScope: false },
    ]);
  });
});
