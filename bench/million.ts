import { type Part, type Row, row } from './part.ts';
import { AS_IT_COMES, isRate, type Limits, RAISED, RESOURCES, type ResourceName } from './scale/account.ts';
import { DAY, PEAK, soon, throughTheDay } from './scale/arrivals.ts';
import { MESSAGES_A_DAY, PEOPLE } from './scale/assumptions.ts';
import { findOrder, needsOfMessage } from './scale/find-order.ts';
import { monthlyBill } from './scale/monthly-bill.ts';
import { type Simulated, simulate } from './scale/simulate.ts';

const HOUSEHOLDS = 1_000_000;
const SEEDS = [1, 2];
/** The order of the limits is looked for up to this many messages a second. */
const UP_TO = 180;
/** The share of households that speak at once, and in how many seconds: midnight of a new year. */
const MOMENT = { share: 0.1, seconds: 600 };

/** A million households on a simulated AWS. docs/scale.md says what is simulated and what follows. */
export const million: Part = {
  name: 'million',
  about: 'a day of a million households on a simulated AWS: where it queues first, and what it costs.',
  async run({ short }) {
    const households = short ? HOUSEHOLDS / 100 : HOUSEHOLDS;
    const seeds = short ? SEEDS.slice(0, 1) : SEEDS;
    const orders = seeds.map(seed => findOrder(AS_IT_COMES, { seed, to: short ? 20 : UP_TO }));
    const messages = households * MESSAGES_A_DAY.taken;
    const day = simulate({
      limits: RAISED,
      people: PEOPLE,
      seed: SEEDS[0] as number,
      arrivals: throughTheDay(messages, SEEDS[0] as number),
    });
    const moment = simulate({
      limits: RAISED,
      people: PEOPLE,
      seed: SEEDS[0] as number,
      arrivals: soon(households * MOMENT.share, MOMENT.seconds, SEEDS[0] as number),
    });
    return {
      rows: [
        row('messages a second, average of the day', 'a second', [messages / DAY]),
        row('messages a second, at the evening peak', 'a second', [(messages / DAY) * PEAK]),
        ...needs(),
        ...orderRows(orders),
        ...dayRows('a day', day, RAISED),
        ...dayRows('a shared moment', moment, RAISED),
        ...billRows(day),
      ],
      broken: stuckIn(day),
    };
  },
};

const needs = (): Row[] => {
  const { secondsOfRuns, functions, ...each } = needsOfMessage(1);
  return [
    ...(Object.entries(each) as [ResourceName, number][]).map(([name, amount]) =>
      row(`a message asks of ${RESOURCES[name]}`, 'count', [amount]),
    ),
    row('a message runs functions', 'count', [functions]),
    row('a message runs functions for', 's', [secondsOfRuns]),
    ...(Object.entries(each) as [ResourceName, number][]).flatMap(([name, amount]) =>
      isRate(name) && name !== 'secrets'
        ? [row(`by division, enough for: ${RESOURCES[name]}`, 'a second', [AS_IT_COMES[name].rate / amount])]
        : [],
    ),
    row(`by division, enough for: ${RESOURCES.functions}`, 'a second', [
      AS_IT_COMES.functions / secondsOfRuns,
    ]),
  ];
};

function orderRows(orders: ReturnType<typeof findOrder>[]): Row[] {
  const rates = new Map<ResourceName, number[]>();
  for (const { resource, rate } of orders.flat()) rates.set(resource, [...(rates.get(resource) ?? []), rate]);
  return [...rates]
    .map(([name, values]) => row(`queues or refuses from: ${RESOURCES[name]}`, 'a second', values))
    .toSorted((a, b) => a.median - b.median);
}

function dayRows(what: string, ran: Simulated, limits: Limits): Row[] {
  const { account, ends, messages, held, delivered } = ran;
  const at = (sorted: Float64Array, share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  const share = (count: number) => (100 * count) / messages;
  return [
    row(`${what}: messages`, 'count', [messages]),
    ...Object.entries(ends).map(([end, count]) => row(`${what}: ${end}`, '%', [share(count)])),
    row(`${what}: phones that gave up`, '%', [share(ran.gaveUp)]),
    row(`${what}: held after, median`, 's', [at(held, 0.5)]),
    row(`${what}: held after, 99%`, 's', [at(held, 0.99)]),
    row(`${what}: delivered after the undo time, median`, 's', [at(delivered, 0.5)]),
    row(`${what}: delivered after the undo time, 99%`, 's', [at(delivered, 0.99)]),
    row(`${what}: functions at once, most`, 'count', [account.functions.most]),
    row(`${what}: wake-ups that waited, most`, 'count', [account.wakeUps.longestLine]),
    row(`${what}: changes that waited, most`, 'count', [account.changes.longestLine]),
    ...(Object.keys(RESOURCES) as ResourceName[]).flatMap(name => {
      const usage = account.usageOf(name);
      const rate = isRate(name) ? limits[name].rate : undefined;
      return [
        ...(rate === undefined
          ? []
          : [row(`${what}: ${RESOURCES[name]}, busiest minute`, '%', [(100 * usage.most) / rate])]),
        ...(usage.refused > 0 ? [row(`${what}: ${RESOURCES[name]}, refused`, 'count', [usage.refused])] : []),
      ];
    }),
  ];
}

function billRows(day: Simulated): Row[] {
  const bill = monthlyBill(day);
  const sum = Object.values(bill).reduce((a, b) => a + b, 0);
  return [
    ...Object.entries(bill).map(([service, usd]) => row(service, 'USD a month', [usd])),
    row('together', 'USD a month', [sum]),
    row('together, a thousand messages', 'USD a month', [(sum / 30 / day.messages) * 1_000]),
  ];
}

/** With the limits raised, every message of a day must reach an end. */
const stuckIn = ({ ends, messages }: Simulated): string[] =>
  ends.stuck === 0 ? [] : [`${ends.stuck} of a day's ${messages} messages reached no end.`];
