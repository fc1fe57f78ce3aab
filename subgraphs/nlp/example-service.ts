import { DomainError, type IdempotentInput, NotFound, type PageRequest, type RoomCall } from '../kit/index.ts';
import { performAct } from './act.ts';
import { readAnnotated } from './checks.ts';
import { requireLearned } from './entity-definitions.ts';
import type { NlpParts } from './parts.ts';
import {
  exampleById,
  type ExampleFilter,
  listExamples,
  lockExamples,
  type NamedExample,
  putSpans,
} from './store/example-store.ts';

export interface AnnotateExample extends IdempotentInput {
  exampleId: string;
  /** Null where nobody shall have looked. */
  annotatedText?: string | null | undefined;
}

const TEXT_AT = ['input', 'annotatedText'];

/** The examples that an assistant was given, and where people marked entities in them. */
export class ExampleService {
  readonly #parts: NlpParts;

  constructor(parts: NlpParts) {
    this.#parts = parts;
  }

  /** Up to `limit + 1` in the byte order of their ids. */
  examples(filter: ExampleFilter, page: PageRequest<readonly [string]>): Promise<NamedExample[]> {
    return listExamples(this.#parts.db, filter, page);
  }

  /**
   * Marks where entities are in an example, in place of what was marked. Its words stay.
   * @throws NotFound, BadAnnotation, UnknownEntityType, DomainError ANNOTATION_OF_OTHER_TEXT, IDEMPOTENCY_CONFLICT
   */
  async annotateExample(input: AnnotateExample, call: RoomCall): Promise<NamedExample> {
    const { exampleId, annotatedText } = input;
    const annotated = annotatedText == null ? null : readAnnotated(annotatedText, [...TEXT_AT]);
    await performAct(this.#parts, 'annotateExample', { input, call }, async (tx) => {
      const example = await exampleById(tx, exampleId);
      if (!example) throw new NotFound('example', ['input', 'exampleId']);
      const { assistantId, utterance } = example;
      if (annotated && annotated.text !== utterance)
        throw new DomainError(
          'ANNOTATION_OF_OTHER_TEXT',
          'Without its brackets the text is not the example’s, to the letter.',
          TEXT_AT,
        );
      await lockExamples(tx, assistantId);
      if (annotated)
        await requireLearned(tx, assistantId, [annotated.spans], { at: () => TEXT_AT, now: this.#parts.clock.now() });
      await putSpans(tx, [{ id: exampleId, spans: annotated && annotated.spans }]);
      const facts = [{ name: 'annotatedText', value: annotatedText ?? null }];
      return { assistantId, action: 'EXAMPLE_ANNOTATED', subject: exampleId, facts };
    });
    const example = await exampleById(this.#parts.db, exampleId);
    if (!example) throw new NotFound('example', ['input', 'exampleId']);
    return example;
  }
}
