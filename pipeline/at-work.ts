import { DBOS } from '@dbos-inc/dbos-sdk';

/** The workflows that this process is at. */
export class AtWork {
  /** One that was taken away and came back may be here twice. */
  readonly #counts = new Map<string, number>();

  has(workflowId: string): boolean {
    return this.#counts.has(workflowId);
  }

  /** The workflow's function, counted while it runs. */
  counted<TInput extends unknown[], TResult>(
    work: (...input: TInput) => Promise<TResult>,
  ): (...input: TInput) => Promise<TResult> {
    return async (...input) => {
      const id = DBOS.workflowID ?? '';
      this.#count(id, 1);
      try {
        return await work(...input);
      } finally {
        this.#count(id, -1);
      }
    };
  }

  #count(id: string, change: number): void {
    const count = (this.#counts.get(id) ?? 0) + change;
    if (count > 0) this.#counts.set(id, count);
    else this.#counts.delete(id);
  }
}
