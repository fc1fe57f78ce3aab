import { DomainError } from '../kit/index.ts';

/** `chosenIntent` was not among the options of the conversation's last reply. */
export class InvalidChoice extends DomainError {
  constructor(intent: string) {
    super('INVALID_CHOICE', `"${intent}" is not one of the options of the reply before.`, ['input', 'chosenIntent']);
  }
}

/** The assistant speaks none of the languages that would do for the one asked for. */
export class UnsupportedLanguage extends DomainError {
  constructor(language: string, supported: readonly string[]) {
    super('UNSUPPORTED_LANGUAGE', `"${language}" is not among ${supported.join(', ')}.`, ['input', 'language']);
  }
}

/** Tokens are issued for the roles that programs and analysts have; an admin's is not among them. */
export class UnknownRole extends DomainError {
  constructor(role: string, known: readonly string[]) {
    super('UNKNOWN_ROLE', `"${role}" is not one of ${known.join(', ')}.`, ['input', 'role']);
  }
}
