import 'reflect-metadata';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGateway } from '../../gateway/index.ts';
import {
  createInternalIdentity,
  createTokenIssuer,
  createTokenVerifier,
  openSigningKey,
} from '../../platform/auth/index.ts';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { createMetrics } from '../../platform/metrics/index.ts';
import { httpSource } from '../../subgraphs/kit/index.ts';

// Malha's gateway as it runs: every caller verified, admitted, limited and measured, its identity signed for the subgraphs.
const [file = '', port = '0', ...subgraphs] = process.argv.slice(2);
const signingKey = openSigningKey({
  dataDir: mkdtempSync(path.join(tmpdir(), 'malha-bench-')),
  configured: undefined,
});
const verifier = createTokenVerifier({ signingKey, adminToken: 'not used in this benchmark' });
const internalIdentity = createInternalIdentity('a key of more than thirty-two characters');
await createGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  sources: new Map(
    subgraphs.map((pair) => {
      const [name = '', url = ''] = pair.split('=');
      return [name, httpSource(name, url, { internalIdentity })];
    }),
  ),
  verifyToken: (authorization) => verifier.verify(authorization),
  isReady: () => Promise.resolve({ isReady: true, parts: {} }),
  host: '127.0.0.1',
  port: Number(port),
  lifecycle: new Lifecycle(),
  log: createLogger({ level: 'warn', name: 'bench' }),
  metrics: createMetrics(),
  limits: { ratePerSecond: 1e6, addressRatePerSecond: 1e6 },
});
console.log(
  `token ${await createTokenIssuer(signingKey).issue({ id: 'bench', roles: ['admin'], expiresInSeconds: 3_600 })}`,
);
