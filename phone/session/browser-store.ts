import { clear, createStore, del, get, set, update } from 'idb-keyval';
import { exportJWK } from 'jose';
import { phoneIdOf, type PublicKey } from '../../core/approval/signed.ts';
import type { Identity, Keeping, Paired, Seen, Unconfirmed } from './phone-store.ts';

/**
 * Keeps this phone's key and what it knows in IndexedDB. The private key cannot be extracted: scripts of this
 * origin can sign with it, nobody can carry it away.
 */
export function keepInBrowser(): Keeping {
  const store = createStore('second-yes', 'phone');
  return {
    async identity() {
      const kept = await get<Identity>('identity', store);
      if (kept) return kept;
      const made = await newIdentity();
      await set('identity', made, store);
      return made;
    },
    paired: () => get<Paired>('paired', store),
    keepPaired: paired => set('paired', paired, store),
    unconfirmed: async () => (await get<Unconfirmed[]>('unconfirmed', store)) ?? [],
    keepUnconfirmed: answer =>
      update<Unconfirmed[]>(
        'unconfirmed',
        (all = []) => [...all.filter(one => one.message !== answer.message), answer],
        store,
      ),
    dropUnconfirmed: answer =>
      update<Unconfirmed[]>('unconfirmed', (all = []) => all.filter(one => one.jws !== answer.jws), store),
    seen: () => get<Seen>('seen', store),
    keepSeen: seen => set('seen', seen, store),
    recoveryCode: () => get<string>('recovery', store),
    keepRecoveryCode: code => set('recovery', code, store),
    dropRecoveryCode: () => del('recovery', store),
    forget: () => clear(store),
  };
}

/** A new P-256 key that only this browser can use. */
export async function newIdentity(): Promise<Identity> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const { x, y } = await exportJWK(pair.publicKey);
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as PublicKey;
  return { phone: await phoneIdOf(jwk), key: pair.privateKey, jwk };
}
