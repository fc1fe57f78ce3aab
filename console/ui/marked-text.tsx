import { Fragment } from 'react';
import { piecesOf } from '../format/spans.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import classes from './marked-text.module.css';

const MarkedText_span = graphql(`
  fragment MarkedText_span on EntitySpan {
    type
    value
    start
    end
  }
`);

/** A text with its entity spans marked, each followed by what it is and, where it is worth something else than it says, by that. */
export function MarkedText({
  text,
  spans: masked,
}: {
  text: string;
  spans: readonly FragmentType<typeof MarkedText_span>[];
}) {
  const spans = readFragment(MarkedText_span, masked);
  return piecesOf(text, spans).map(({ text: piece, at, span }) =>
    span ? (
      <mark key={at} className={classes.mark} data-entity={span.type}>
        {piece}
        <span className={classes.type}>
          {span.type}
          {span.value !== piece && <Fragment>: {span.value}</Fragment>}
        </span>
      </mark>
    ) : (
      <span key={at}>{piece}</span>
    ),
  );
}
