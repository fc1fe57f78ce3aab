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
