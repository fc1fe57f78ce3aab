import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EncoderUnavailable } from './encoder-unavailable.ts';
import type { EncoderAnswer, EncoderQuestion } from './encoder.process.ts';

// Source runs as it is, by Node's own type stripping; what is built is JavaScript.
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

type Waiting = PromiseWithResolvers<EncoderAnswer>;

/**
 * An encoder in a process of its own: ONNX Runtime is native code, which takes the process that it is in along when it fails or is cut off at
 * its work (an uncaught Napi::Error). It ends with this process, however that ends, and keeps it alive only while an answer is awaited.
 */
export class EncoderProcess {
  sha256 = '';
  dimensions = 0;
  readonly #name: string;
  readonly #child: ChildProcess;
  /** Answers come in the order of the questions; the first one is that it is ready. */
  readonly #waiting: Waiting[] = [];
  #death: EncoderUnavailable | undefined;

  private constructor(folder: string, signal: AbortSignal) {
    this.#name = path.basename(folder);
    this.#child = fork(new URL(`./encoder.process${EXTENSION}`, import.meta.url), [folder], {
      signal,
      killSignal: 'SIGKILL',
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (answer: EncoderAnswer) => {
      this.#waiting.shift()?.resolve(answer);
      this.#holdOn();
    });
    this.#child.once('error', (error) => this.#die(error.message));
    this.#child.once('exit', (code, killedBy) => this.#die(killedBy ?? `exit code ${code}`));
  }

  /** Loads the encoder of the folder; the process is killed when the signal aborts. Rejects with EncoderUnavailable. */
  static async start(folder: string, signal: AbortSignal): Promise<EncoderProcess> {
    const started = new EncoderProcess(folder, signal);
    try {
      const ready = await started.#answer();
      if (ready.kind === 'ready') Object.assign(started, { sha256: ready.sha256, dimensions: ready.dimensions });
      return started;
    } catch (error) {
      started.kill();
      throw error;
    }
  }

  get isAlive(): boolean {
    return this.#death === undefined;
  }

  /** The texts' vectors. Rejects with EncoderUnavailable, ENCODER_DIED where the process ends before it has answered. */
  async encode(texts: readonly string[]): Promise<Float32Array[]> {
    const question: EncoderQuestion = { texts };
    // Whatever could not be sent is told by the end of the process.
    this.#child.send(question, () => undefined);
    const answer = await this.#answer();
    // Copies: each is a view of the whole message, and would take it along wherever it goes.
    return answer.kind === 'encoded' ? answer.vectors.map((vector) => vector.slice()) : [];
  }

  /** At once, whatever it is at. */
  kill(): void {
    this.#child.kill('SIGKILL');
    this.#die('it was told to');
  }

  async #answer(): Promise<EncoderAnswer> {
    if (this.#death) throw this.#death;
    const waiting = Promise.withResolvers<EncoderAnswer>();
    this.#waiting.push(waiting);
    this.#holdOn();
    const answer = await waiting.promise;
    if (answer.kind === 'refused') throw new EncoderUnavailable(answer.code, answer.message);
    return answer;
  }

  #holdOn(): void {
    const isAwaited = this.#waiting.length > 0;
    if (isAwaited) {
      this.#child.ref();
      this.#child.channel?.ref();
    } else {
      this.#child.unref();
      this.#child.channel?.unref();
    }
  }

  #die(how: string): void {
    this.#death ??= new EncoderUnavailable('ENCODER_DIED', `The process of the encoder "${this.#name}" ended: ${how}.`);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#death);
    this.#holdOn();
  }
}
