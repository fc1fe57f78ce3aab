interface LineChart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Point i of a curve lies at x = i. */
  readonly curves: readonly { readonly name: string; readonly points: readonly number[] }[];
}

const WIDTH = 800;
const HEIGHT = 400;
const PLOT = { left: 56, right: 500, top: 48, bottom: 344 };
// Okabe & Ito's colours, which the colour-blind tell apart; dashes say the same.
const STROKES = [
  { light: '#0072b2', dark: '#56b4e9', dash: '' },
  { light: '#d55e00', dark: '#e69f00', dash: '8 4' },
  { light: '#007a5a', dark: '#2bc79b', dash: '2 4' },
  { light: '#666666', dark: '#aaaaaa', dash: '12 4 2 4' },
];
const LABEL_HEIGHT = 20;

/** A line chart as SVG, each line named at its end, legible on light and dark ground. */
export function lineChart({ title, x, y, curves }: LineChart): string {
  const all = curves.flatMap(({ points }) => points);
  const step = Math.max(...all) - Math.min(...all) > 24 ? 5 : 2;
  const low = Math.floor(Math.min(...all) / step) * step;
  const high = Math.ceil(Math.max(...all) / step) * step;
  const last = Math.max(...curves.map(({ points }) => points.length - 1));
  const atX = (i: number) => PLOT.left + (i / last) * (PLOT.right - PLOT.left);
  const atY = (value: number) => PLOT.bottom - ((value - low) / (high - low)) * (PLOT.bottom - PLOT.top);
  const ticks = Array.from({ length: (high - low) / step + 1 }, (_, i) => low + step * i);
  const everyX = Math.ceil(last / 16);
  const labels = apart(curves.map(({ points }) => atY(points.at(-1) ?? low)));
  const style = STROKES.map(
    ({ light, dark }, c) => `.c${c}{--ink:${light}}@media(prefers-color-scheme:dark){.c${c}{--ink:${dark}}}`,
  ).join('');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:13px system-ui,sans-serif;fill:#333}.grid{stroke:#ddd}${style}.line{fill:none;stroke:var(--ink);stroke-width:2.5;stroke-linejoin:round}.name{fill:var(--ink);font-weight:600}.ground{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.ground{fill:#14161a}}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    `<text x="${PLOT.left}" y="28" style="font-size:15px;font-weight:600">${escaped(title)}</text>`,
    ...ticks.map(
      (tick) =>
        `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${atY(tick).toFixed(1)}" y2="${atY(tick).toFixed(1)}"/><text x="${PLOT.left - 8}" y="${(atY(tick) + 4).toFixed(1)}" text-anchor="end">${tick}</text>`,
    ),
    ...Array.from(
      { length: Math.floor(last / everyX) + 1 },
      (_, i) =>
        `<text x="${atX(i * everyX).toFixed(1)}" y="${PLOT.bottom + 20}" text-anchor="middle">${i * everyX}</text>`,
    ),
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}" text-anchor="middle">${escaped(x)}</text>`,
    `<text transform="translate(16 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
    ...curves.map(({ points }, c) => {
      const { dash } = STROKES[c % STROKES.length]!;
      const path = points.map((value, i) => `${atX(i).toFixed(1)},${atY(value).toFixed(1)}`).join(' ');
      return `<polyline class="line c${c}" points="${path}"${dash && ` stroke-dasharray="${dash}"`}/>`;
    }),
    ...curves.map(
      ({ name, points }, c) =>
        `<text class="name c${c}" x="${PLOT.right + 10}" y="${(labels[c]! + 4).toFixed(1)}">${(points.at(-1) ?? 0).toFixed(1)} ${escaped(name)}</text>`,
    ),
    '</svg>',
  ].join('\n')}\n`;
}

/** The heights, moved down just as far as none lies on another; they come highest line first. */
function apart(heights: readonly number[]): number[] {
  let lowest = -Infinity;
  return heights.map((height) => (lowest = Math.max(height, lowest + LABEL_HEIGHT)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
