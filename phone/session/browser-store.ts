import { clear, del, get, set, update } from 'idb-keyval';
import { exportJWK } from 'jose';
import { phoneIdOf, type PublicKey } from '../../core/approval/jws.ts';
import { openDatabase } from './open-database.ts';
import type { Identity, PhoneStore, Pairing, Snapshot, UnconfirmedAnswer } from './phone-store.ts';

/**
 * Opens the phone store in IndexedDB. The private key is not extractable: scripts of this origin can sign with it,
 * and nobody can copy it.
 */
export function openBrowserStore(): PhoneStore {
  const store = openDatabase();
  return {
    async loadIdentity() {
      const kept = await get<Identity>('identity', store);
      if (kept) return kept;
      const made = await createIdentity();
      await set('identity', made, store);
      return made;
    },
    loadPairing: () => get<Pairing>('paired', store),
    savePairing: paired => set('paired', paired, store),
    loadUnconfirmed: async () => (await get<UnconfirmedAnswer[]>('unconfirmed', store)) ?? [],
    saveUnconfirmed: answer =>
      update<UnconfirmedAnswer[]>(
        'unconfirmed',
        (all = []) => [...all.filter(one => one.message !== answer.message), answer],
        store,
      ),
    deleteUnconfirmed: answer =>
      update<UnconfirmedAnswer[]>(
        'unconfirmed',
        (all = []) => all.filter(one => one.jws !== answer.jws),
        store,
      ),
    loadSnapshot: () => get<Snapshot>('seen', store),
    saveSnapshot: seen => set('seen', seen, store),
    loadRecoveryCode: () => get<string>('recovery', store),
    saveRecoveryCode: code => set('recovery', code, store),
    deleteRecoveryCode: () => del('recovery', store),
    deleteAll: () => clear(store),
  };
}

/** Creates a P-256 key that only this browser can use. */
async function createIdentity(): Promise<Identity> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const { x, y } = await exportJWK(pair.publicKey);
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as PublicKey;
  return { phone: phoneIdOf(jwk), key: pair.privateKey, jwk };
}
