import { createStore, get, set } from 'idb-keyval';

/** What this browser remembers of pushes; the page and the service worker share it. */
export type PushMemory = {
  /** When the last one came, milliseconds since 1970 on this phone's clock. */
  lastArrived(): Promise<number | undefined>;
  keepArrived(at: number): Promise<void>;
  /** Whether the owner wants them: some browsers forget subscriptions by themselves. */
  wanted(): Promise<boolean>;
  keepWanted(wanted: boolean): Promise<void>;
};

/** Beside the phone's key, so that forgetting the house forgets this too. */
export function pushMemory(): PushMemory {
  const store = createStore('second-yes', 'phone');
  return {
    lastArrived: () => get<number>('push-arrived', store),
    keepArrived: at => set('push-arrived', at, store),
    wanted: async () => (await get<boolean>('push-wanted', store)) === true,
    keepWanted: wanted => set('push-wanted', wanted, store),
  };
}
