import { Button, createTheme, type CSSVariablesResolver, type MantineColorsTuple, Tooltip } from '@mantine/core';

/** A deep sea green: calm on both grounds, and told apart from the greens and reds that carry meaning. */
const TIDE: MantineColorsTuple = [
  '#eefaf7',
  '#d9f1ec',
  '#b0e2d8',
  '#83d2c3',
  '#5ec4b1',
  '#41b09d',
  '#249685',
  '#0f766e',
  '#0d5f59',
  '#0a4a46',
];

/** Ink for dark grounds, a little bluer than grey. */
const DARK: MantineColorsTuple = [
  '#d5dbde',
  '#a9b2b8',
  '#838e95',
  '#5d686f',
  '#3a444b',
  '#2b343a',
  '#20282d',
  '#171d21',
  '#12171a',
  '#0d1113',
];

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace",
  headings: {
    fontWeight: '620',
    sizes: { h1: { fontSize: '1.625rem', lineHeight: '1.25' }, h2: { fontSize: '1.0625rem' } },
  },
  colors: { tide: TIDE, dark: DARK },
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { fw: 550 } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300 } }),
  },
});

const TINTED = ['tide', 'gray', 'blue', 'cyan', 'yellow', 'orange', 'red'];

/** On dark grounds Mantine's tints are darker than our surfaces; these are a little lighter than them. */
export const tints: CSSVariablesResolver = () => ({
  variables: {},
  light: {},
  dark: Object.fromEntries(
    TINTED.flatMap((color) => [
      [`--mantine-color-${color}-light`, `color-mix(in srgb, var(--mantine-color-${color}-5) 18%, transparent)`],
      [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--mantine-color-${color}-5) 26%, transparent)`],
      [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-3)`],
    ]),
  ),
});
