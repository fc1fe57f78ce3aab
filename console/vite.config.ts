import path from 'node:path';
import react from '@vitejs/plugin-react';
import { print } from 'graphql';
import { defineConfig, type Plugin } from 'vite';
import * as documents from './gql/graphql.ts';

const FOLDER = import.meta.dirname;
const GATEWAY = 'http://127.0.0.1:4000';
const OPERATION = /graphql\(\s*`\s*(query|mutation|subscription|fragment)\s+(\w+)[^`]*`,?\s*\)/g;

/**
 * Puts each operation's text, with the fragments it needs, where it is used. Codegen's table names every document of the console,
 * so each page would carry those of all. A fragment's own document is only a name to the types.
 */
function inlineOperations(): Plugin {
  const generated = documents as unknown as Record<string, Parameters<typeof print>[0]>;
  return {
    name: 'malha:inline-operations',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(FOLDER) || id.includes('/gql/') || !code.includes('graphql(')) return null;
      const inlined = code.replace(OPERATION, (_, kind: string, name: string) => {
        if (kind === 'fragment') return 'null';
        const document = generated[`${name}Document`];
        if (!document) throw new Error(`${name} is not generated: run "npm run codegen"`);
        return `operation(${JSON.stringify(print(document).replace(/\s+/g, ' '))})`;
      });
      return { code: `import { gql as operation } from '@urql/core';\n${inlined}`, map: null };
    },
  };
}

/** Two pages, the console and the chat, in one build that the gateway serves. */
export default defineConfig({
  root: FOLDER,
  base: '/console/',
  plugins: [inlineOperations(), react()],
  build: {
    outDir: path.join(FOLDER, '../dist/console'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { console: path.join(FOLDER, 'index.html'), chat: path.join(FOLDER, 'chat/index.html') },
    },
  },
  server: { proxy: { '/graphql': { target: GATEWAY, ws: true } } },
});
