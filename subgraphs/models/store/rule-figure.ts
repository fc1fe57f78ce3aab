/** A figure by which a rule asked for a run or raised an alert, beside the value from which on it does. */
export interface RuleFigure {
  name: string;
  value: number;
  threshold: number | null;
}
