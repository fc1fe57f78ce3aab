import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RoomProcess, ScrapingRoom } from './scraping-room.ts';
import { serveSite, type TestSite } from './test-site.ts';

const DEMO = path.resolve(import.meta.dirname, '../../../demo');
let room: ScrapingRoom;
let here: RoomProcess;
let site: TestSite;

beforeAll(async () => {
  const folder = path.join(DEMO, 'knowledge');
  const pages = readdirSync(folder).map((file) => [`/${file}`, readFileSync(path.join(folder, file), 'utf8')]);
  site = await serveSite(Object.fromEntries(pages));
  room = await ScrapingRoom.open();
  here = await room.process();
  await here.start();
  await here.learn(`${site.origin}/index.html`);
});
afterAll(async () => {
  await here.stop();
  await room.close();
  await site.close();
});

function outOfScope(language: string): string[] {
  return ['oos_train.tsv', 'oos_test.tsv'].flatMap((file) =>
    readFileSync(path.join(DEMO, 'utterances', language, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0] ?? ''),
  );
}

describe('questions that the demo’s pages answer', () => {
  it.each([
    ['Onde posso estacionar meu carro?', 'Estacionamento'],
    ['quanto custa o estacionamento para visitantes?', 'Estacionamento'],
    ['como peço o adesivo do carro', 'Estacionamento'],
    ['tem estacionamento para motos?', 'Estacionamento'],
    ['que horas a academia abre no sabado', 'Academia'],
    ['posso reservar uma quadra', 'Academia'],
    ['perdi meu guarda-chuva', 'Achados e perdidos'],
  ])('in Portuguese: %s', async (question, title) => {
    const [best] = await here.search(question, 'pt-BR');
    expect(best?.isRelevant).toBe(true);
    expect(best?.title).toContain(title);
  });

  it.each([
    ['do I need safety goggles in the lab?', 'Laboratory safety'],
    ['what should I wear in the laboratory', 'Laboratory safety'],
    ['how do I visit the campus', 'Visiting the campus'],
    ['can schools visit the university', 'Visiting the campus'],
    ['planetarium opening hours', 'Visiting the campus'],
    ['does the alumni club have discounts', 'Alumni club'],
    ['reunion weekend', 'Alumni club'],
  ])('in English: %s', async (question, title) => {
    const [best] = await here.search(question, 'en');
    expect(best?.isRelevant).toBe(true);
    expect(best?.title).toContain(title);
  });

  it('with or without accents, and without knowing the language', async () => {
    for (const question of ['horário da musculação na academia', 'horario da musculacao na academia'])
      for (const language of ['pt-BR', null])
        expect((await here.search(question, language))[0]).toMatchObject({ isRelevant: true });
  });
});

describe('questions that no page answers', () => {
  it.each([
    'what is the weather',
    'what is the weather today on campus?',
    'tell me a joke',
    'hello',
    '',
    '??',
    "it's 'quoted' \\ & | ! :*",
  ])('does not answer "%s"', async (question) => {
    for (const language of ['en', null])
      expect((await here.search(question, language)).filter(({ isRelevant }) => isRelevant)).toEqual([]);
  });

  it.each(['en', 'pt-BR'])(
    'answers at most one in fifty of the demo’s out-of-scope utterances in %s',
    async (language) => {
      const questions = outOfScope(language);
      const answered: string[] = [];
      for (const question of questions)
        if ((await here.search(question, language)).some(({ isRelevant }) => isRelevant)) answered.push(question);
      expect(questions.length).toBeGreaterThan(40);
      expect(answered.slice(Math.floor(questions.length / 50))).toEqual([]);
    },
  );
});
