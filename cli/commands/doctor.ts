import type { Graph } from '../graph.ts';

/** One thing that was looked at. */
export interface Finding {
  what: string;
  isGood: boolean;
  detail: string;
}

const ROOMS: Record<string, string> = {
  conversation: '{ assistants(first: 1) { edges { node { id } } } }',
  nlp: '{ intents(assistantId: "asst_demo", first: 1) { edges { node { id } } } }',
  tagging: '{ tagCategories(assistantId: "asst_demo", first: 1) { edges { node { id } } } }',
  scraping: '{ sources(assistantId: "asst_demo", first: 1) { edges { node { id } } } }',
  feedback: '{ feedbackHistory(filter: { assistantId: "asst_demo" }, first: 1) { totalCount } }',
  models: '{ modelVersions(assistantId: "asst_demo", first: 1) { edges { node { id } } } }',
};

/** Looks at everything between this terminal and the rooms, in the order in which things break. */
export async function examine(graph: Graph): Promise<Finding[]> {
  const { url, tokenSource, token } = graph.connection;
  const findings: Finding[] = [
    { what: 'node', isGood: Number(process.versions.node.split('.')[0]) >= 22, detail: process.version },
    await look('gateway', () => get(`${url}/health`)),
    await look('ready', () => get(`${url}/ready`)),
    { what: 'token', isGood: token !== undefined, detail: tokenSource },
    await look('identity', async () => {
      const { viewer } = await graph.request<{ viewer: { id: string; roles: string[] } | null }>(
        '{ viewer { id roles } }',
      );
      if (!viewer) throw new Error('the graph takes this terminal for anonymous');
      return `${viewer.id} (${viewer.roles.join(', ')})`;
    }),
  ];
  for (const [room, query] of Object.entries(ROOMS))
    findings.push(
      await look(room, async () => {
        const startedAt = performance.now();
        await graph.request(query);
        return `answers in ${Math.round(performance.now() - startedAt)} ms`;
      }),
    );
  return findings;
}

async function look(what: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return { what, isGood: true, detail: await check() };
  } catch (error) {
    return { what, isGood: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function get(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const body = (await response.text()).slice(0, 200);
  if (!response.ok) throw new Error(`HTTP ${response.status} ${body}`);
  return `${url} answers ${response.status}`;
}
