import { REPLAY_CONTACTS, type ReplayHousehold } from '../scenarios/replay-household.ts';
import type { SimulatedEcho } from '../device/simulated-echo.ts';

/** A room in a household of its own, to play scenarios in before a phone is paired and without consequences. */
export type ScenarioRoom = {
  name: string;
  /** The contacts of its household. */
  people: readonly string[];
  echo(): Promise<SimulatedEcho>;
  /** Its Echo in a fresh household. */
  restart(): Promise<SimulatedEcho>;
  /** The open question and story. Does not create the household. */
  now(): Promise<ReturnType<SimulatedEcho['now']>>;
  /** Removes its household. */
  close(): Promise<void>;
};

/** Creates the household when it is first needed. */
export function createScenarioRoom(open: () => Promise<ReplayHousehold>): ScenarioRoom {
  let household: Promise<ReplayHousehold> | undefined;

  async function recreate(): Promise<ReplayHousehold> {
    const old = household;
    household = (async () => {
      await (await old?.catch(() => undefined))?.close();
      return open();
    })();
    return household;
  }
  return {
    name: 'Scenario room',
    people: REPLAY_CONTACTS.map(([name]) => name),
    echo: async () => (await (household ?? recreate())).echo,
    restart: async () => (await recreate()).echo,
    now: async () => (await household)?.echo.now() ?? {},
    async close() {
      const last = household;
      household = undefined;
      await (await last)?.close();
    },
  };
}
