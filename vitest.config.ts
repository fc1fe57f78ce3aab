import { defineConfig } from 'vitest/config';

const isNodeOfLockfile = process.platform === 'linux' && process.arch === 'x64' && process.version.startsWith('v24.');

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
    // Without it, threads that load and drop WebAssembly at once can end the process (nodejs/node#64500). Other builds do not know the flag.
    execArgv: isNodeOfLockfile ? ['--no-memory-protection-keys'] : [],
  },
});
