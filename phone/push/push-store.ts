import { get, set } from 'idb-keyval';
import { openDatabase } from '../session/open-database.ts';

/** What this browser stores about push. */
export type PushStore = {
  /** When the last push arrived, in milliseconds since 1970 on this phone's clock. */
  loadLastArrival(): Promise<number | undefined>;
  saveLastArrival(at: number): Promise<void>;
  /** Whether the owner wants notifications. Some browsers drop a subscription by themselves. */
  loadWanted(): Promise<boolean>;
  saveWanted(wanted: boolean): Promise<void>;
};

/** Uses the same database as the phone store, so that deleting the pairing deletes this too. */
export function openPushStore(): PushStore {
  const store = openDatabase();
  return {
    loadLastArrival: () => get<number>('push-arrived', store),
    saveLastArrival: at => set('push-arrived', at, store),
    loadWanted: async () => (await get<boolean>('push-wanted', store)) === true,
    saveWanted: wanted => set('push-wanted', wanted, store),
  };
}
