/** Of the bars and of the names above them. */
export const VERDICT_COLORS = { helpful: 'tide.6', unhelpful: 'orange.5', corrections: 'indigo.4' } as const;
