// The emulator's own process: `node embedded-aws.process.js <folder>`. Its server binds to every interface and lets everybody in;
// its parts, put together here, bind to the loopback interface and ask for the folder's access key.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { commandOf, freePort, isAlive, releaseFileLock, takeFileLock } from '../processes/index.ts';
import { accessKeyFile, lockFile, PROCESS_NAME, proofOf, runningFile } from './embedded-aws-files.ts';

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
interface App {
  addHook(name: 'onRequest' | 'preHandler', hook: (request: Request, reply: Reply, done: () => void) => void): void;
  addHook(name: 'onSend', hook: (request: Request, reply: Reply, payload: unknown, done: () => void) => void): void;
  listen(options: { port: number; host: string }): Promise<string>;
  close(): Promise<void>;
  server: { address(): { port: number } };
}

const ALIVE = '/malha-alive';
const folder = process.argv[2] ?? '';

// Two emulators on one folder would each believe their own memory. A pid that is alive but not an emulator has been given again.
if (!takeFileLock(lockFile(folder), (pid) => isAlive(pid) && commandOf(pid).includes(PROCESS_NAME))) process.exit(0);

const accessKeyId = readFileSync(accessKeyFile(folder), 'utf8').trim().slice(0, 20);
const packageFolder = path.dirname(fileURLToPath(import.meta.resolve('fauxqs')));
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
const persistence = new PersistenceManager(folder);
// Its own would set the receive count to null, which its table refuses: a message released early would be lost until a restart.
const release = persistence.db.prepare(
  'update sqs_messages set receipt_handle = null, visibility_deadline = null where message_id = ?',
);
persistence.updateMessageReady = (messageId: string) => release.run(messageId);
const objectPersistence = new FileS3Persistence(path.join(folder, 's3'));
persistence.loadSqsAndSns(sqsStore, snsStore);
objectPersistence.loadS3(s3Store);
sqsStore.persistence = persistence;
snsStore.persistence = persistence;
for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
s3Store.persistence = objectPersistence;

const app = buildApp({ logger: false, stores: { sqsStore, snsStore, s3Store } }) as App;
app.addHook('onRequest', (request, reply, done) => {
  if (request.url === ALIVE) {
    reply.code(200).type('text/plain').send(proofOf(accessKeyId));
    return;
  }
  const given =
    /Credential=([^/]+)\//.exec(request.headers['authorization'] ?? '')?.[1] ??
    new URL(request.url, 'http://localhost').searchParams.get('X-Amz-Credential')?.split('/')[0];
  if (given === accessKeyId) done();
  else refuse(reply, 403, 'InvalidAccessKeyId');
});
// It ignores conditions. Here the body has arrived, and the handler runs in this very turn of the event loop: nobody gets between.
app.addHook('preHandler', (request, reply, done) => {
  begin();
  if (isConditionMet(request)) done();
  else refuse(reply, 412, 'PreconditionFailed');
});
// Each statement would be a transaction of its own, flushed to disk by itself: three for a message. What a handler changes before it waits is
// flushed at once, with what others have changed by then, and before its answer. The emulator's own transactions would not nest in these: only
// its store of objects uses them, and objects are in files here.
app.addHook('onSend', (_request, _reply, _payload, done) => {
  commit();
  done();
});

// Not asked of the database itself, which tells it from Node 24 on.
let isBegun = false;

function begin(): void {
  if (isBegun) return;
  persistence.db.exec('begin');
  isBegun = true;
}

function commit(): void {
  if (!isBegun) return;
  isBegun = false;
  try {
    persistence.db.exec('commit');
  } catch (error) {
    rollBack();
    throw error;
  }
}

/** After some failures it has been rolled back already. */
function rollBack(): void {
  try {
    persistence.db.exec('rollback');
  } catch {
    // Nothing is open, as it should be.
  }
}

function isConditionMet({ method, url, headers }: Request): boolean {
  const ifMatch = headers['if-match'];
  const isIfAbsent = headers['if-none-match'] === '*';
  if (!['PUT', 'POST'].includes(method) || (!isIfAbsent && ifMatch === undefined)) return true;
  const [, bucket, ...key] = decodeURIComponent(url.split('?')[0] ?? '').split('/');
  const present = presentObject(bucket, key.join('/'));
  return isIfAbsent ? present === undefined : present?.etag === ifMatch;
}

function presentObject(bucket: string | undefined, key: string): { etag: string } | undefined {
  try {
    return s3Store.headObject(bucket, key);
  } catch {
    return undefined;
  }
}

function refuse(reply: Reply, status: number, code: string): void {
  reply.code(status).type('application/xml').send(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

// The port of the last time is taken again where it is free, so that those who know it find us after a crash.
const host = '127.0.0.1';
try {
  await app.listen({ port: keptPort() ?? (await freePort()), host });
} catch {
  await app.listen({ port: await freePort(), host });
}
const draft = `${runningFile(folder)}.${process.pid}`;
writeFileSync(draft, JSON.stringify({ pid: process.pid, port: app.server.address().port }));
renameSync(draft, runningFile(folder));

function keptPort(): number | undefined {
  try {
    return (JSON.parse(readFileSync(runningFile(folder), 'utf8')) as { port: number }).port;
  } catch {
    return undefined;
  }
}

async function stop(): Promise<void> {
  await app.close();
  commit();
  persistence.close();
  objectPersistence.close?.();
  releaseFileLock(lockFile(folder));
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
