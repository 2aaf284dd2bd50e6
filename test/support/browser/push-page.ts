import { openApi } from '../../../phone/session/api-client.ts';
import type { Paired } from '../../../phone/session/phone-store.ts';
import { keepInBrowser } from '../../../phone/session/browser-store.ts';
import { pushInBrowser, startWorker } from '../../../phone/push/browser-push.ts';
import { type PhonePush, phonePush } from '../../../phone/push/push.ts';
import { pushMemory } from '../../../phone/push/push-store.ts';
import { serverClock } from '../../../phone/session/server-clock.ts';

/** What a page's tests of pushes do in the page itself: the app's own functions, without its screens. */
export const inPage = {
  startWorker,
  /** This browser's public key. */
  introduce: async () => (await keepInBrowser().identity()).jwk,
  pair: (paired: Paired) => keepInBrowser().keepPaired(paired),
  async push(): Promise<PhonePush> {
    const keeping = keepInBrowser();
    const paired = await keeping.paired();
    if (!paired) throw new Error('This browser is not paired.');
    const network = {
      origin: location.origin,
      fetch: (request: Request) => fetch(request),
      clock: serverClock(() => Date.now()),
      newId: () => crypto.randomUUID(),
      random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
    };
    const api = openApi(network, paired.household, await keeping.identity());
    return phonePush(api, pushInBrowser(false), pushMemory());
  },
};
