import { createStore, get, set } from 'idb-keyval';

/** What this browser remembers of pushes; the page and the service worker share it. */
export type PushStore = {
  /** When the last one came, milliseconds since 1970 on this phone's clock. */
  loadLastArrival(): Promise<number | undefined>;
  saveLastArrival(at: number): Promise<void>;
  /** Whether the owner wants them: some browsers forget subscriptions by themselves. */
  loadWanted(): Promise<boolean>;
  saveWanted(wanted: boolean): Promise<void>;
};

/** Beside the phone's key, so that forgetting the house forgets this too. */
export function openPushStore(): PushStore {
  const store = createStore('second-yes', 'phone');
  return {
    loadLastArrival: () => get<number>('push-arrived', store),
    saveLastArrival: at => set('push-arrived', at, store),
    loadWanted: async () => (await get<boolean>('push-wanted', store)) === true,
    saveWanted: wanted => set('push-wanted', wanted, store),
  };
}
