import { defineConfig } from 'vitest/config';

export default defineConfig({
  // graphql 16 has no "exports": vite would pick index.mjs and Node index.js, two copies of one library ("another module or realm").
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/kit/engines.ts'],
    setupFiles: ['reflect-metadata'],
    // Nothing is judged by its time: these end what hangs, on a machine that may be busy with other things.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    // As `npm start` runs: docs/adr/0015 says why.
    execArgv: ['--no-memory-protection-keys'],
  },
});
