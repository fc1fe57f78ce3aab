import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { badShape, EncoderUnavailable } from './encoder-unavailable.ts';

const PACKAGE = '@huggingface/transformers';
/** What the tests run with; the README tells it too. */
const VERSION = '4.3.2';

/** What of the package is used. It is no dependency (docs/adr/0011), so its types are not here either. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly pipeline: (task: 'feature-extraction', model: string, options: object) => Promise<Extractor>;
}
type Extractor = (
  text: string,
  options: { pooling: 'mean' | 'cls'; normalize: true },
) => Promise<{ readonly dims: readonly number[]; readonly data: unknown }>;

/** Loads the encoder with the package that is installed beside it, and downloads nothing. */
export async function loadPipeline(root: string, name: string): Promise<(text: string) => Promise<Float32Array>> {
  const { env, pipeline } = requireTransformers(root);
  env.allowRemoteModels = false;
  env.localModelPath = path.join(root, path.sep);
  const folder = path.join(root, name);
  const extract = await pipeline('feature-extraction', name, {
    local_files_only: true,
    device: 'cpu',
    dtype: existsSync(path.join(folder, 'onnx', 'model.onnx')) ? 'fp32' : 'q8',
    // One thread: this machine answers people meanwhile, and sums come out in the same order on any machine.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  }).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  const pooling = poolingOf(folder);
  return async (text) => {
    const { dims, data } = await extract(text, { pooling, normalize: true }).catch((error: unknown) => {
      throw unreadable(name, error);
    });
    if (dims.length !== 2 || dims[0] !== 1 || !(data instanceof Float32Array) || !data.every(Number.isFinite))
      throw badShape(name);
    return data;
  };
}

function requireTransformers(root: string): Transformers {
  // From the folder of the encoders upwards: an installation of Malha removes what its own lockfile does not name.
  const require = createRequire(path.join(path.resolve(root), 'package.json'));
  try {
    return require(PACKAGE) as Transformers;
  } catch (error) {
    const install = `npm install --prefix ${path.resolve(root)} --ignore-scripts ${PACKAGE}@${VERSION}`;
    throw new EncoderUnavailable('ENCODER_RUNTIME_MISSING', `Encoders need ${PACKAGE} beside them: ${install}`, {
      cause: error,
    });
  }
}

/** As sentence-transformers wrote it down; the mean where it did not. */
function poolingOf(folder: string): 'mean' | 'cls' {
  const file = path.join(folder, '1_Pooling', 'config.json');
  if (!existsSync(file)) return 'mean';
  const { pooling_mode_cls_token: isCls } = JSON.parse(readFileSync(file, 'utf8')) as {
    pooling_mode_cls_token?: boolean;
  };
  return isCls ? 'cls' : 'mean';
}

function unreadable(name: string, cause: unknown): EncoderUnavailable {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EncoderUnavailable('ENCODER_UNREADABLE', `The encoder "${name}" cannot be used: ${reason}`, { cause });
}
