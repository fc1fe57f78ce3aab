import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { keptSecret } from '../secrets/index.ts';

/** The Ed25519 key pair that signs the tokens Malha issues itself. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The key pair of this data folder, made at first start (mode 0600) and shared by all role processes. */
export function openSigningKey(dataDir: string): SigningKey {
  const { value } = keptSecret(path.join(dataDir, 'signing-key.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const privateKey = createPrivateKey(value);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
