import 'reflect-metadata';

/** Every benchmark, by the name that `npm run bench -- NAME` takes; each writes bench/results/NAME.md. */
const BENCHES: Readonly<Record<string, () => Promise<{ run(options: readonly string[]): Promise<void> }>>> = {
  gateway: () => import('./gateway.ts'),
  nlu: () => import('./nlu.ts'),
  language: () => import('./language.ts'),
  'learning-curve': () => import('./learning-curve.ts'),
  loop: () => import('./loop.ts'),
  replay: () => import('./replay.ts'),
  chat: () => import('./chat.ts'),
  feedback: () => import('./feedback.ts'),
  start: () => import('./start.ts'),
  subscriptions: () => import('./subscriptions.ts'),
};

const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('--'));
const names = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}.`);
  console.log(
    `npm run bench -- NAME … [--only PART,…] [--minutes N] [--seeds N,…]\n${Object.keys(BENCHES)
      .map((name) => `  ${name}`)
      .join('\n')}`,
  );
  process.exitCode = unknown.length > 0 ? 1 : 0;
} else for (const name of names) await (await BENCHES[name]!()).run(options);
