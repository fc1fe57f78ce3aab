import { DomainError } from '../kit/index.ts';

export class CategoryExists extends DomainError {
  constructor(key: string) {
    super('CATEGORY_EXISTS', `This assistant already has a category "${key}".`, ['input', 'key']);
  }
}

export class UnknownIntent extends DomainError {
  constructor(intent: string) {
    super('UNKNOWN_INTENT', `This assistant has no intent "${intent}".`, ['input', 'intent']);
  }
}
