import { DomainError } from '../kit/index.ts';

/** The evidence that was looked at is not the present one. `currentEvidenceHash` names what to look at. */
export class StaleEvidence extends DomainError {
  readonly currentEvidenceHash: string;

  constructor(message: string, currentEvidenceHash: string) {
    super('EVIDENCE_STALE', message, ['input', 'expectedEvidenceHash']);
    this.currentEvidenceHash = currentEvidenceHash;
  }
}

/** The gate refused the version: it is kept for inspection and cannot be approved. */
export class GateNotPassed extends DomainError {
  constructor() {
    super('GATE_NOT_PASSED', 'The gate refused this version. An admin may override that with a reason.', [
      'input',
      'overrideReason',
    ]);
  }
}

/** Only an admin may say that the gate's refusal does not stand; a policy never does. */
export class OverrideForbidden extends DomainError {
  constructor() {
    super('OVERRIDE_FORBIDDEN', 'Only an admin may approve what the gate has refused.', ['input', 'overrideReason']);
  }
}

/** The assistant's policy asks for two persons, and this one asked for the run. */
export class SecondPersonNeeded extends DomainError {
  constructor() {
    super('SECOND_PERSON_NEEDED', 'Whoever asked for the run does not approve its version alone.', [
      'input',
      'modelVersionId',
    ]);
  }
}

/** There is no former champion to go back to. */
export class NoEarlierVersion extends DomainError {
  constructor() {
    super('NO_EARLIER_VERSION', 'No earlier version of this assistant can take over.', ['input', 'assistantId']);
  }
}

/** An argument of the right type that means nothing: a cron pattern, a time zone, a number out of range. */
export class InvalidPolicy extends DomainError {
  constructor(message: string, argument: string) {
    super('INVALID_POLICY', message, ['input', argument]);
  }
}

/** A rule of the gate with a value that means nothing. */
export class InvalidGateRules extends DomainError {
  constructor(message: string, argument: string) {
    super('INVALID_GATE_RULES', message, ['input', argument]);
  }
}

/** A plan by which no version could take over. */
export class InvalidCanaryPlan extends DomainError {
  constructor(message: string, argument: string) {
    super('INVALID_CANARY_PLAN', message, ['input', argument]);
  }
}

/** An alert rule that could not be followed, or would never clear. */
export class InvalidAlertRule extends DomainError {
  constructor(message: string, ...argument: readonly string[]) {
    super('INVALID_ALERT_RULE', message, ['input', ...argument]);
  }
}

/** An assistant has as many alert rules as it may. */
export class TooManyAlertRules extends DomainError {
  constructor(limit: number) {
    super('TOO_MANY_ALERT_RULES', `An assistant has at most ${limit} alert rules.`, ['input', 'assistantId']);
  }
}

/** The address is not one that may be told of alerts. */
export class WebhookRefused extends DomainError {
  constructor(message: string, argument: 'url' | 'secret') {
    super('WEBHOOK_REFUSED', message, ['input', 'webhook', argument]);
  }
}

/** The encoder that the policy names is not on this machine: ENCODERS_NOT_CONFIGURED, ENCODER_NAME_INVALID or UNKNOWN_ENCODER. */
export class EncoderRefused extends DomainError {
  constructor({ code, message }: { code: string; message: string }) {
    super(code, message, ['input', 'encoder']);
  }
}

/** The run has ended, by cancellation or because another process finished it: whoever works on it stops. */
export class RunIsOver extends DomainError {
  constructor(runId: string) {
    super('INVALID_STATE', `The run ${runId} is over.`);
  }
}
