export { EncoderUnavailable, type EncoderUnavailableCode } from './encoder-unavailable.ts';
export { type Encoders, encodersIn, type SentenceEncoder } from './encoders.ts';
