import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { formatAnnotated } from '../../nlu/index.ts';
import {
  type Connection,
  pageRequest,
  type Payload,
  payload,
  type SubgraphContext,
  toConnection,
} from '../kit/index.ts';
import type { ExampleImport } from './example-import.ts';
import type { ExampleService } from './example-service.ts';
import {
  AnnotateExampleInput,
  AnnotateExamplePayload,
  ExampleConnection,
  ExamplesArgs,
  ImportExamplesInput,
  ImportExamplesPayload,
} from './example-types.ts';
import type { NamedExample } from './store/example-store.ts';

@Resolver()
export class ExampleResolver {
  readonly #imports: ExampleImport;
  readonly #examples: ExampleService;

  constructor(imports: ExampleImport, examples: ExampleService) {
    this.#imports = imports;
    this.#examples = examples;
  }

  @Query(() => ExampleConnection, { description: 'What an assistant is taught, of all splits, in a lasting order.' })
  async examples(@Args(() => ExamplesArgs) { first, after, ...filter }: ExamplesArgs): Promise<Connection<object>> {
    const page = pageRequest<readonly [string]>({ first, after }, ['string']);
    const examples = await this.#examples.examples(filter, page);
    return toConnection(examples, page, { key: ({ id }) => [id], node: exampleOf });
  }

  @Mutation(() => ImportExamplesPayload, {
    description: 'Adds examples to an assistant, up to 1,000 at once; the same ones again change nothing.',
  })
  importExamples(
    @Arg('input', () => ImportExamplesInput) input: ImportExamplesInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(() => this.#imports.importExamples(withExamples(input), context));
  }

  @Mutation(() => AnnotateExamplePayload, {
    description:
      'Marks where entities are in an example, in place of what was marked; the next retraining learns it. Fails with NOT_FOUND, ANNOTATION_OF_OTHER_TEXT, UNKNOWN_ENTITY_TYPE, UNCLOSED_SPAN, NESTED_SPAN, EMPTY_SPAN, MISSING_TYPE or BAD_TYPE_NAME.',
  })
  annotateExample(
    @Arg('input', () => AnnotateExampleInput) input: AnnotateExampleInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ example: exampleOf(await this.#examples.annotateExample(input, context)) }));
  }
}

function exampleOf({ utterance: text, spans, ...example }: NamedExample): object {
  return { ...example, text, spans, annotatedText: formatAnnotated({ text, spans: spans ?? [] }) };
}

function withExamples({ examples, ...input }: ImportExamplesInput) {
  return {
    ...input,
    examples: examples.map(({ text, annotated, intent, language, split }) => ({
      utterance: text,
      isAnnotated: annotated ?? false,
      intent: intent ?? null,
      language,
      split: split ?? undefined,
    })),
  };
}
