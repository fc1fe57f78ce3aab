import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { keptSecret } from '../secrets/index.ts';

/** The Ed25519 key pair that signs the tokens Malha issues itself. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The configured key (PEM of an Ed25519 private key), else that of the data folder, made at first start (mode 0600). Role processes share one. */
export function openSigningKey({
  dataDir,
  configured,
}: {
  dataDir: string;
  configured: string | undefined;
}): SigningKey {
  const privateKey = createPrivateKey(configured ?? keptKey(dataDir));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function keptKey(dataDir: string): string {
  return keptSecret(path.join(dataDir, 'signing-key.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ).value;
}
