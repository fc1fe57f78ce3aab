import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const FOLDER = import.meta.dirname;
const GATEWAY = 'http://127.0.0.1:4000';

/** Two pages, the console and the chat, in one build that the gateway serves. */
export default defineConfig({
  root: FOLDER,
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: path.join(FOLDER, '../dist/console'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { console: path.join(FOLDER, 'index.html'), chat: path.join(FOLDER, 'chat/index.html') },
    },
  },
  server: { proxy: { '/graphql': { target: GATEWAY, ws: true } } },
});
