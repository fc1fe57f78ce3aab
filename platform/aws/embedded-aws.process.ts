// The emulator's own process: `node embedded-aws.process.js <data folder> <port> <access key>`. Prints its port once it listens.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [, , dataFolder = '', port = '0', accessKey = ''] = process.argv;
const packageFolder = path.dirname(fileURLToPath(import.meta.resolve('fauxqs')));
// Its server binds to every interface; its parts, put together here, bind to the loopback interface only.
const load = (file: string) => import(pathToFileURL(path.join(packageFolder, file)).href);
const [{ buildApp }, { SqsStore }, { SnsStore }, { S3Store }, { PersistenceManager }, { FileS3Persistence }] =
  await Promise.all(
    ['app.js', 'sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js', 's3/fileS3Persistence.js'].map(
      load,
    ),
  );

const sqsStore = new SqsStore();
const snsStore = new SnsStore();
const s3Store = new S3Store();
const persistence = new PersistenceManager(dataFolder);
const objectPersistence = new FileS3Persistence(path.join(dataFolder, 's3'));
persistence.loadSqsAndSns(sqsStore, snsStore);
objectPersistence.loadS3(s3Store);
sqsStore.persistence = persistence;
snsStore.persistence = persistence;
for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
s3Store.persistence = objectPersistence;

interface Request {
  method: string;
  url: string;
  headers: Record<string, string | undefined>;
}
interface Reply {
  code(status: number): Reply;
  type(contentType: string): Reply;
  send(body: string): Reply;
}
const app = buildApp({ logger: false, stores: { sqsStore, snsStore, s3Store } });
app.addHook('onRequest', async (request: Request, reply: Reply) => {
  if (request.url === '/malha-alive') return reply.code(200).type('text/plain').send(accessKeyDigest());
  const credential =
    /Credential=([^/]+)\//.exec(request.headers['authorization'] ?? '')?.[1] ??
    new URL(request.url, 'http://x').searchParams.get('X-Amz-Credential')?.split('/')[0];
  // It checks no signatures; at least nobody without the key of this data folder gets in.
  if (credential !== accessKey) return refuse(reply, 403, 'InvalidAccessKeyId');
  const isConditional = request.headers['if-none-match'] === '*' || request.headers['if-match'] !== undefined;
  if (request.method === 'PUT' && isConditional && !isConditionMet(request))
    return refuse(reply, 412, 'PreconditionFailed');
  return undefined;
});

function isConditionMet({ url, headers }: Request): boolean {
  const [, bucket, ...key] = decodeURIComponent(url.split('?')[0] ?? '').split('/');
  let present: { etag: string } | undefined;
  try {
    present = s3Store.headObject(bucket, key.join('/'));
  } catch {
    present = undefined;
  }
  if (headers['if-none-match'] === '*') return present === undefined;
  return present !== undefined && present.etag === headers['if-match'];
}

function refuse(reply: Reply, status: number, code: string): Reply {
  return reply
    .code(status)
    .type('application/xml')
    .send(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

/** Lets an adopter recognise its own emulator without the key crossing the wire. */
function accessKeyDigest(): string {
  return accessKey.slice(0, 6);
}

await app.listen({ port: Number(port), host: '127.0.0.1' });
process.stdout.write(`${app.server.address().port}\n`);

async function stop(): Promise<void> {
  await app.close();
  persistence.close();
  objectPersistence.close?.();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
