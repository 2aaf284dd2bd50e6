import { aHome, type Home, type HomeSize, STEPS } from './a-home.ts';
import { type Part, ratios, type Row, row } from './part.ts';

const FLAT = { atMost: 1.2 };
/** The links besides those of the contacts: one creates the list, and one sets the undo time. */
const LINKS_BESIDE = 2;

/** Households that differ in one number only. */
type Series = { what: string; sizes: Record<number, HomeSize> };

const seriesOf = (links: number[], contacts: number[]): Series[] => [
  { what: 'links', sizes: Object.fromEntries(links.map(count => [count, { contacts: 1, links: count }])) },
  {
    what: 'contacts',
    sizes: Object.fromEntries(
      contacts.map(count => [count, { contacts: count, links: count + LINKS_BESIDE }]),
    ),
  },
];

/** Milliseconds of each step but the hold, in each of some households, one value a round. */
type Times = Record<(typeof STEPS)[number], number[]>[];

async function measure(homes: readonly Home[], times: Times): Promise<void> {
  for (const [index, home] of homes.entries()) {
    const took = { hold: await home.hold(), ...(await home.finish()) };
    for (const step of STEPS) times[index]?.[step].push(took[step]);
  }
}

/** Warm: the same households are measured in turn. Cold: each round has new ones, of which nothing is remembered. */
async function measureSeries(
  { what, sizes }: Series,
  { warm, cold }: { warm: number; cold: number },
): Promise<Row[]> {
  const counts = Object.keys(sizes);
  const noTimes = (): Times => counts.map(() => ({ hold: [], list: [], answer: [], deliver: [] }));
  const [unused, warmTimes, coldTimes] = [noTimes(), noTimes(), noTimes()];
  const openHomes = () => Promise.all(Object.values(sizes).map(aHome));
  const close = (homes: readonly Home[]) => homes.forEach(home => home.close());

  const homes = await openHomes();
  await measure(homes, unused);
  for (let round = 0; round < warm; round += 1) await measure(homes, warmTimes);
  close(homes);
  for (let round = 0; round < cold; round += 1) {
    const fresh = await openHomes();
    await measure(fresh, coldTimes);
    close(fresh);
  }
  return STEPS.flatMap(step => [
    ...counts.flatMap((count, index) => [
      row(`${step}, ${count} ${what}, warm`, 'ms', warmTimes[index]?.[step] ?? []),
      row(`${step}, ${count} ${what}, cold`, 'ms', coldTimes[index]?.[step] ?? []),
    ]),
    row(
      `${step}, warm: most ${what} over fewest`,
      'times',
      ratios(warmTimes.at(-1)?.[step] ?? [], warmTimes[0]?.[step] ?? []),
      FLAT,
    ),
  ]);
}

export const household: Part = {
  name: 'household',
  about:
    'Hold, list, answer and deliver in households with ever more links in their trust list, and ever more contacts.',
  async run({ short }) {
    const series = short ? seriesOf([3, 30], [1, 30]) : seriesOf([3, 30, 300], [1, 100, 600]);
    const rounds = short ? { warm: 1, cold: 1 } : { warm: 60, cold: 5 };
    const rows: Row[] = [];
    for (const one of series) rows.push(...(await measureSeries(one, rounds)));
    return { rows, broken: [] };
  },
};
