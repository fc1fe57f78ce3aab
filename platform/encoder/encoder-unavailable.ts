export type EncoderUnavailableCode =
  | 'ENCODERS_NOT_CONFIGURED'
  | 'ENCODER_NAME_INVALID'
  | 'UNKNOWN_ENCODER'
  | 'ENCODER_RUNTIME_MISSING'
  | 'ENCODER_UNREADABLE'
  | 'ENCODER_SHAPE'
  | 'ENCODER_CHANGED'
  | 'ENCODER_DIED';

/** This machine cannot encode with the encoder that is asked for; the message says what to do about it. */
export class EncoderUnavailable extends Error {
  override readonly name = 'EncoderUnavailable';
  readonly code: EncoderUnavailableCode;

  constructor(code: EncoderUnavailableCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function badShape(name: string): EncoderUnavailable {
  return new EncoderUnavailable(
    'ENCODER_SHAPE',
    `The encoder "${name}" does not give one vector of numbers for a text.`,
  );
}
