import { openApi } from '../../../phone/session/api-client.ts';
import type { Pairing } from '../../../phone/session/phone-store.ts';
import { openBrowserStore } from '../../../phone/session/browser-store.ts';
import { createBrowserPush } from '../../../phone/push/browser-push.ts';
import { startWorker } from '../../../phone/session/app-update.tsx';
import { type PhonePush, createPhonePush } from '../../../phone/push/push.ts';
import { openPushStore } from '../../../phone/push/push-store.ts';
import { createServerClock } from '../../../phone/session/server-clock.ts';

/** The app's functions that the push tests call in the page, without its screens. */
export const inPage = {
  startWorker,
  /** This browser's public key. */
  introduce: async () => (await openBrowserStore().loadIdentity()).jwk,
  pair: (paired: Pairing) => openBrowserStore().savePairing(paired),
  async push(): Promise<PhonePush> {
    const store = openBrowserStore();
    const paired = await store.loadPairing();
    if (!paired) throw new Error('This browser is not paired.');
    const network = {
      origin: location.origin,
      fetch: (request: Request) => fetch(request),
      clock: createServerClock(() => Date.now()),
      newId: () => crypto.randomUUID(),
      random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
    };
    const api = openApi(network, paired.household, await store.loadIdentity());
    return createPhonePush(api, createBrowserPush(false), openPushStore());
  },
};
