import type { AnnotationFault, DefinitionFault } from '../../nlu/index.ts';
import { DomainError } from '../kit/index.ts';

export class UnknownIntent extends DomainError {
  constructor(intent: string, path: readonly string[] = ['input', 'intent']) {
    super('UNKNOWN_INTENT', `This assistant has no intent "${intent}".`, path);
  }
}

export class IntentExists extends DomainError {
  constructor(intent: string) {
    super('INTENT_EXISTS', `This assistant already has an intent "${intent}".`, ['input', 'name']);
  }
}

export class EntityTypeExists extends DomainError {
  constructor(name: string) {
    super('ENTITY_TYPE_EXISTS', `This assistant already has an entity type "${name}".`, ['input', 'name']);
  }
}

/** Only what is learned is taught by annotations; a list or a pattern is written down. */
export class UnknownEntityType extends DomainError {
  constructor(name: string, path: readonly string[]) {
    super('UNKNOWN_ENTITY_TYPE', `This assistant has no LEARNED entity type "${name}".`, path);
  }
}

/** BAD_NAME, FIELD_MISSING, FIELD_OF_ANOTHER_KIND, TOO_MANY_VALUES, BAD_VALUE, AMBIGUOUS_VALUE, BAD_PATTERN or UNKNOWN_BUILT_IN. */
export class BadEntityType extends DomainError {
  constructor({ code, message, field }: DefinitionFault) {
    super(code, message, ['input', ...field.split('.')]);
  }
}

/** UNCLOSED_SPAN, NESTED_SPAN, EMPTY_SPAN, MISSING_TYPE or BAD_TYPE_NAME. */
export class BadAnnotation extends DomainError {
  constructor({ code, message, at }: AnnotationFault, path: readonly string[]) {
    super(code, `${message} (At ${at}.)`, path);
  }
}
