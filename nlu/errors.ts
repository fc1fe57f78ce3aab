/** Codes of the failures that a caller of `nlu` can understand and mend. They are API. */
export type NluErrorCode =
  | 'NO_EXAMPLES'
  | 'TEST_ROW_IN_TRAINING'
  | 'BAD_EXAMPLE'
  | 'BAD_ENTITY_TYPE'
  | 'BAD_PARAMETERS'
  | 'BAD_VECTOR'
  | 'UNPAIRED_ITEMS'
  | 'FOREIGN_MODEL'
  | 'CORRUPT_MODEL'
  | 'UNSUPPORTED_MODEL_VERSION';

/** An expected failure of `nlu`; everything else thrown here is a bug of ours. */
export class NluError extends Error {
  readonly code: NluErrorCode;

  constructor(code: NluErrorCode, message: string) {
    super(message);
    this.name = 'NluError';
    this.code = code;
  }
}
