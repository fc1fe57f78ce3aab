// What goes between the parts of a turn when somebody says something with a click.

export interface Option {
  readonly intent: string;
  readonly label: string;
}

export interface SaidFeedback {
  readonly verdict: 'HELPFUL' | 'UNHELPFUL' | 'CORRECTION';
  readonly correctedIntent?: string;
  readonly correctedAnswer?: string;
  readonly comment?: string;
}
