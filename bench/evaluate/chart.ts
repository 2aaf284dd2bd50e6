/** An axis. On a logarithmic axis, a value below `from` is drawn at `from`. */
export type Axis = { label: string; from: number; to: number; log?: boolean };
export type Line = { name: string; points: readonly (readonly [x: number, y: number])[] };

const WIDTH = 560;
const HEIGHT = 380;
const LEFT = 80;
const RIGHT = 20;
const TOP = 40;
const BOTTOM = 56;
/** Colours that colour-blind people can tell apart (Okabe and Ito 2008). The lines differ by their dashes too. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73'];
const DASHES = ['none', '6 4', '2 3'];

/** A line chart as a stand-alone SVG. */
export function drawChart({
  title,
  x,
  y,
  lines,
}: {
  title: string;
  x: Axis;
  y: Axis;
  lines: readonly Line[];
}): string {
  const across = (value: number) => LEFT + positionOn(x, value) * (WIDTH - LEFT - RIGHT);
  const up = (value: number) => HEIGHT - BOTTOM - positionOn(y, value) * (HEIGHT - TOP - BOTTOM);
  const text = (at: [number, number], anchor: string, content: string, more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}"${more}>${escapeXml(content)}</text>`;
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text([WIDTH / 2, 22], 'middle', title, ' font-weight="bold"'),
    ...ticksOf(x).flatMap(value => [
      `<path d="M${across(value).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}" stroke="#ddd"/>`,
      text([across(value), HEIGHT - BOTTOM + 18], 'middle', formatNumber(value)),
    ]),
    ...ticksOf(y).flatMap(value => [
      `<path d="M${LEFT} ${up(value).toFixed(1)}H${WIDTH - RIGHT}" stroke="#ddd"/>`,
      text([LEFT - 8, up(value) + 4], 'end', formatNumber(value)),
    ]),
    text([(LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14], 'middle', x.label),
    text([18, HEIGHT / 2], 'middle', y.label, ` transform="rotate(-90 18 ${HEIGHT / 2})"`),
    ...lines.flatMap(({ name, points }, index) => {
      const colour = COLOURS[index % COLOURS.length] as string;
      const dash = DASHES[index % DASHES.length] as string;
      const path = points.map(([a, b]) => `${across(a).toFixed(1)} ${up(b).toFixed(1)}`).join('L');
      const key = TOP + 16 + 18 * index;
      return [
        `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
        `<path d="M${LEFT + 12} ${key}h28" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
        text([LEFT + 48, key + 4], 'start', name),
      ];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${escapeXml(title)}">\n${parts.join('\n')}\n</svg>\n`;
}

/** The position along an axis, from 0 to 1. A value beyond an end is at that end. */
function positionOn({ from, to, log }: Axis, value: number): number {
  const scale = log ? Math.log : (one: number) => one;
  const kept = Math.min(to, Math.max(from, value));
  return (scale(kept) - scale(from)) / (scale(to) - scale(from));
}

function ticksOf({ from, to, log }: Axis): number[] {
  if (!log) return Array.from({ length: 6 }, (_, index) => from + ((to - from) * index) / 5);
  const ticks: number[] = [];
  for (let power = Math.ceil(Math.log10(from)); power <= Math.log10(to); power += 1) ticks.push(10 ** power);
  return ticks;
}

const formatNumber = (value: number): string => String(Number(value.toPrecision(3)));
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
