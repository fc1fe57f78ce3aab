import type { signals as english } from '../en/signals.ts';
import type { Translated } from '../texts.ts';

export const signals: Translated<typeof english> = {
  REPHRASE_AFTER_FALLBACK: 'perguntou de novo após ficar sem resposta',
  REPHRASE_AFTER_ANSWER: 'perguntou de novo após a resposta',
  ABANDONED_AFTER_FALLBACK: 'desistiu após ficar sem resposta',
  DISAMBIGUATION_CHOICE: 'escolheu em “você quis dizer”',
  HUMAN_REQUESTED: 'pediu uma pessoa',
  ANSWER_COPIED: 'copiou a resposta',
};
