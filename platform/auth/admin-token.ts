import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { keptSecret } from '../secrets/index.ts';

/** The admin's token: the configured one, else one made at first start and kept in `<dataDir>/admin-token`, where the CLI finds it. */
export function adminToken({ dataDir, configured }: { dataDir: string; configured: string | undefined }): {
  token: string;
  isNew: boolean;
} {
  if (configured) return { token: configured, isNew: false };
  const { value, isNew } = keptSecret(path.join(dataDir, 'admin-token'), () => randomBytes(24).toString('base64url'));
  return { token: value, isNew };
}
