// Who may import whom (docs/architecture.md). test/architecture.test.ts proves that the modules were really read.
const ROOMS = 'conversation|nlp|tagging|scraping|feedback|models';
/** The folders with a face, and the face itself: what is exported there is all that others may use. */
const FACED = '^(platform/[^/]+|subgraphs/[^/]+|nlu|gateway|pipeline)/';
const FACE = '^[^.]+/index\\.ts$';
const OURS = '^(boot|cli|codegen|console|demo|gateway|nlu|pipeline|platform|subgraphs|test|bench)/';
/** Packages without I/O, clock or chance of their own, which `nlu` may import. */
const PURE = 're2js|libphonenumber-js';

/** Modules under `from` import, of our own modules, only those under `to`. */
const only = (name, from, to, extra = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...extra.from },
  to: { path: OURS, pathNot: to, ...extra.to },
});

/** A third party has one door. */
const door = (name, npm, rooms) => ({
  name,
  severity: 'error',
  from: { path: OURS, pathNot: rooms },
  to: { path: `node_modules/${npm}` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nlu-stands-alone',
      severity: 'error',
      from: { path: '^nlu/' },
      to: { pathNot: ['^nlu/', `^node_modules/(${PURE})/`] },
    },
    only('platform-knows-no-domain', '^platform/', '^platform/'),
    only('kit-is-the-floor', '^subgraphs/kit/', ['^subgraphs/kit/', '^platform/']),
    {
      name: 'a-room-imports-no-other-room',
      severity: 'error',
      from: { path: `^subgraphs/(${ROOMS})/` },
      to: { path: OURS, pathNot: ['^subgraphs/$1/', '^subgraphs/kit/', '^nlu/', '^platform/'] },
    },
    only('pipeline-uses-faces', '^pipeline/', [
      '^pipeline/',
      '^nlu/',
      '^platform/',
      `^subgraphs/(${ROOMS})/index\\.ts$`,
    ]),
    {
      name: 'pipeline-knows-rooms-by-type-only',
      severity: 'error',
      from: { path: '^pipeline/' },
      to: { path: '^subgraphs/', dependencyTypesNot: ['type-only'] },
    },
    only('gateway-knows-no-room', '^gateway/', ['^gateway/', '^subgraphs/kit/', '^platform/']),
    only('codegen-composes-what-boot-makes', '^codegen/', ['^codegen/', '^boot/subgraphs\\.ts$']),
    only('boot-starts-no-client', '^boot/', '^(boot|demo|gateway|pipeline|platform|subgraphs)/'),
    {
      name: 'a-folder-is-entered-by-its-face',
      severity: 'error',
      from: { pathNot: ['^(test|bench)/', FACED] },
      to: { path: FACED, pathNot: FACE },
    },
    {
      name: 'a-faced-folder-enters-others-by-their-face',
      severity: 'error',
      from: { path: FACED },
      to: { path: FACED, pathNot: ['^$1/', FACE] },
    },
    only('console-is-a-client', '^console/', '^console/'),
    only('cli-is-a-client', '^cli/', '^cli/'),
    only('demo-is-words', '^demo/', '^demo/'),
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    door('kysely-in-stores', 'kysely/', [
      `^subgraphs/(${ROOMS})/store\\.ts$`,
      `^subgraphs/(${ROOMS})/(migrations|store)/`,
      '^platform/db/',
      '^platform/queue/',
      '^(test|bench)/',
    ]),
    door('aws-in-queue-and-objects', '@aws-sdk/', ['^platform/(queue|objects|aws)/', '^(test|bench)/']),
    door('type-graphql-in-types-and-resolvers', 'type-graphql/', [
      '^subgraphs/kit/',
      `^subgraphs/(${ROOMS})/[a-z-]*(types|resolvers)\\.ts$`,
      `^subgraphs/(${ROOMS})/(types|resolvers)/`,
      '^(test|bench)/',
    ]),
    door('dbos-in-pipeline', '@dbos-inc/', ['^pipeline/', '^test/']),
    door('apollo-in-gateway', '@apollo/(gateway|query-planner|server)/', ['^gateway/', '^bench/']),
    door('composition-in-codegen', '@apollo/composition/', ['^codegen/', '^(test|bench)/']),
    door('apollo-subgraph-in-kit', '@apollo/subgraph/', ['^subgraphs/kit/', '^(test|bench)/']),
    door('pg-in-db-and-workflows', 'pg/', ['^platform/db/', '^pipeline/', '^(test|bench)/']),
    door('tokens-in-auth', 'jose/', ['^platform/auth/', '^test/']),
    door('logs-in-log', 'pino/', ['^platform/log/', '^test/']),
    door('metrics-in-metrics', 'prom-client/', ['^platform/metrics/', '^test/']),
    door('languages-in-language', 'eld/', ['^platform/language/', '^(test|bench)/']),
    door('sqs-in-queue', 'sqs-consumer/', ['^platform/queue/']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^console/gql/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // With TypeScript 7 alone the default parser reads no module at all and still prints a tick.
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
