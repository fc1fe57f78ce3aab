import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chat, DEMO, eventually, type UserErrorAnswer } from '../kit/loop.ts';
import { type RunningMalha, SHAPES, startMalha } from '../kit/malha.ts';

// Nothing that a help desk was taught: no intent may be confident, and only the page knows.
const FACT = 'The zeppelin mooring mast on the roof of the observatory was dismantled by welders in 1936.';
const QUESTION = 'zeppelin mooring mast dismantled by welders';
const UNKNOWN = 'qwxz vbnrt plomk grufz';
const REPHRASED = 'qwxz vbnrt plomk grufzz';
const SITE: Record<string, string> = {
  '/robots.txt': 'User-agent: *\nDisallow: /secret\n',
  '/': `<html lang="en"><head><title>The observatory</title></head><body><h1>History</h1>
    <p>${FACT}</p><p><a href="/secret">Staff only</a></p></body></html>`,
  '/secret': '<html lang="en"><body><p>The vault of the zeppelin is behind the third painting.</p></body></html>',
};

/** A web site of this machine. Keeps which paths were asked for. */
async function startSite(): Promise<{ origin: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const body = SITE[path];
    response
      .writeHead(body === undefined ? 404 : 200, {
        'content-type': path.endsWith('.txt') ? 'text/plain' : 'text/html; charset=utf-8',
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

interface KnowingTurn {
  reply: {
    kind: string;
    text: string;
    citations: { url: string; title: string | null; passage: string; pageSnapshotId: string }[];
  };
}

describe.each(SHAPES)('what no intent answers, with every role in %s process(es)', (shape) => {
  let malha: RunningMalha;
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    site = await startSite();
    malha = await startMalha(shape, {
      MALHA_CRAWL_ALLOW_PRIVATE: new URL(site.origin).host,
      MALHA_CRAWL_DELAY_MS: '0',
    });
  }, 300_000);
  afterAll(async () => {
    await malha?.stop();
    site?.server.close();
  }, 30_000);

  async function ask(chat: Chat, text: string): Promise<KnowingTurn> {
    const { sendMessage } = await malha
      .graph(chat.token)
      .data<{ sendMessage: { turn: KnowingTurn; errors: UserErrorAnswer[] } }>(
        `mutation($input: SendMessageInput!) { sendMessage(input: $input) {
          turn { reply { kind text citations { url title passage pageSnapshotId } } } errors { code } } }`,
        { input: { conversationId: chat.conversationId, text } },
      );
    return sendMessage.turn;
  }
  const admin = (operation: string, type: string, input: object) =>
    malha
      .graph()
      .data<Record<string, { source: { id: string } | null; errors: UserErrorAnswer[] }>>(
        `mutation($input: ${type}!) { ${operation}(input: $input) { source { id } errors { code } } }`,
        { input },
      );

  it('is answered from a page that was crawled, with its citation', async () => {
    const before = await ask(await Chat.start(malha), QUESTION);
    expect(before.reply).toMatchObject({ kind: 'FALLBACK', citations: [] });

    const { addSource } = await admin('addSource', 'AddSourceInput', { assistantId: DEMO, url: `${site.origin}/` });
    expect(addSource?.errors).toEqual([]);
    const sourceId = addSource?.source?.id;
    expect((await admin('crawlSource', 'CrawlSourceInput', { sourceId }))['crawlSource']?.errors).toEqual([]);
    const source = await eventually(
      async () => {
        const { sources } = await malha.graph().data<{
          sources: { edges: { node: { state: string; pageCount: number; lastError: string | null } }[] };
        }>(`{ sources(assistantId: "${DEMO}", first: 10) { edges { node { state pageCount lastError } } } }`);
        const node = sources.edges[0]?.node;
        return node?.state === 'CRAWLING' || node?.pageCount === 0 ? undefined : node;
      },
      { what: 'the end of the crawl' },
    );
    expect(source).toEqual({ state: 'IDLE', pageCount: 1, lastError: null });
    expect(site.asked).toContain('/robots.txt');
    expect(site.asked).not.toContain('/secret');

    const { reply } = await ask(await Chat.start(malha), QUESTION);
    expect(reply.kind).toBe('KNOWLEDGE');
    expect(reply.text).toContain('dismantled by welders in 1936');
    expect(reply.citations).toEqual([
      {
        url: `${site.origin}/`,
        title: 'The observatory',
        passage: expect.stringContaining('dismantled by welders in 1936'),
        pageSnapshotId: expect.stringMatching(/\S/),
      },
    ]);
  });

  it('is feedback that nobody had to give, where the user says it again in other words', async () => {
    const chat = await Chat.start(malha);
    expect((await ask(chat, UNKNOWN)).reply.kind).toBe('FALLBACK');
    await ask(chat, REPHRASED);
    const seen = await eventually(
      async () => {
        const { feedbackHistory } = await malha.graph().data<{
          feedbackHistory: { edges: { node: Record<string, unknown> }[] };
        }>(
          `{ feedbackHistory(filter: { assistantId: "${DEMO}", sources: [IMPLICIT] }, first: 10) {
            edges { node { source signal verdict status correctedIntent turn { utterance reply { kind } } } } } }`,
        );
        const nodes = feedbackHistory.edges.map(({ node }) => node);
        return nodes.some(({ status }) => status !== 'QUEUED') ? nodes : undefined;
      },
      { what: 'implicit feedback in the history' },
    );
    expect(seen).toEqual([
      {
        source: 'IMPLICIT',
        signal: 'REPHRASE_AFTER_FALLBACK',
        verdict: 'UNHELPFUL',
        status: 'RECORDED',
        correctedIntent: null,
        turn: { utterance: UNKNOWN, reply: { kind: 'FALLBACK' } },
      },
    ]);
  });
});
