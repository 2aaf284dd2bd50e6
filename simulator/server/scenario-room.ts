import { REPLAY_CONTACTS, type ReplayHouse } from '../scenarios/replay-household.ts';
import type { Echo } from '../device/echo.ts';

/** The room of the Echo page that stands in no house of anybody's: for playing, and before a phone is paired. */
export type Showroom = {
  name: string;
  /** Whom its house knows. */
  people: readonly string[];
  echo(): Promise<Echo>;
  /** Its Echo in a house that is new again. */
  anew(): Promise<Echo>;
  /** What is open there now; it is not built for asking. */
  now(): Promise<ReturnType<Echo['now']>>;
  /** Removes its house. */
  close(): Promise<void>;
};

/** A showroom whose house is built when it is first needed. */
export function createShowroom(open: () => Promise<ReplayHouse>): Showroom {
  let house: Promise<ReplayHouse> | undefined;

  async function rebuilt(): Promise<ReplayHouse> {
    const old = house;
    house = (async () => {
      await (await old?.catch(() => undefined))?.close();
      return open();
    })();
    return house;
  }
  return {
    name: 'Showroom',
    people: REPLAY_CONTACTS.map(([name]) => name),
    echo: async () => (await (house ?? rebuilt())).echo,
    anew: async () => (await rebuilt()).echo,
    now: async () => (await house)?.echo.now() ?? {},
    async close() {
      const last = house;
      house = undefined;
      await (await last)?.close();
    },
  };
}
