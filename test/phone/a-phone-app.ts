import { Hono } from 'hono';
import { linkDigest, replayTrustList } from '../../core/approval/trust-list.ts';
import { type Network, openApi } from '../../phone/session/api-client.ts';
import { createCheckpoint } from '../../phone/session/check-trust-list.ts';
import type {
  Identity,
  PhoneStore,
  Pairing,
  Snapshot,
  UnconfirmedAnswer,
} from '../../phone/session/phone-store.ts';
import type { PhonePush } from '../../phone/push/push.ts';
import type { Passkeys } from '../../phone/session/passkeys.ts';
import { createServerClock } from '../../phone/session/server-clock.ts';
import { openSession } from '../../phone/session/session.ts';
import { aCompanion } from '../support/builders/a-companion.ts';
import { type TestHousehold, trustOf } from '../support/builders/a-household.ts';
import type { TestPhone } from '../support/builders/builders.ts';

/** What happens to requests: the request or its answer is lost, or the answer is replaced. */
export type Line = {
  loses: 'nothing' | 'request' | 'answer' | 'one answer';
  asked: string[];
  /** The query of each request in `asked`. */
  queries: string[];
  rewrite?: (path: string) => Response;
  /** Runs after the server has answered and before the phone gets the answer. */
  meanwhile?: ((path: string) => Promise<void>) | undefined;
};

let ids = 0;

/** The network of a phone: the real routes of the API, and a clock that may be slow. */
export function aNetwork(household: TestHousehold, { slow = 0 } = {}): { network: Network; line: Line } {
  const { api } = aCompanion(household, { origins: ['https://home.example'] });
  const app = new Hono();
  app.on(['GET', 'POST'], '/api/household', c => c.json({ household: household.household, open: true }));
  app.route('/api', api);
  const line: Line = { loses: 'nothing', asked: [], queries: [] };
  const network: Network = {
    origin: 'https://home.example',
    clock: createServerClock(() => household.clock.now() - slow),
    random: bytes => Uint8Array.from({ length: bytes }, (_, i) => (i * 37 + (ids += 1)) % 256),
    newId: () => `a-fresh-id-of-a-phone-${(ids += 1)}`,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const path = pathname.replace(`/api/households/${household.household}`, '');
      line.asked.push(`${request.method} ${path}`);
      line.queries.push(search);
      if (line.loses === 'request') throw new TypeError('Failed to fetch');
      const answer = line.rewrite?.(path) ?? (await app.request(request));
      await line.meanwhile?.(path);
      if (line.loses === 'nothing') return answer;
      if (line.loses === 'one answer') line.loses = 'nothing';
      throw new TypeError('Failed to fetch');
    },
  };
  return { network, line };
}

/** A phone store in memory. */
export function createMemoryStore(
  identity: Identity,
): PhoneStore & { kept: UnconfirmedAnswer[]; pairing?: Pairing; code?: string; saw?: Snapshot } {
  const store: ReturnType<typeof createMemoryStore> = {
    kept: [],
    loadIdentity: async () => identity,
    loadPairing: async () => store.pairing,
    savePairing: async paired => void (store.pairing = paired),
    loadUnconfirmed: async () => [...store.kept],
    async saveUnconfirmed(answer) {
      store.kept = [...store.kept.filter(one => one.message !== answer.message), answer];
    },
    async deleteUnconfirmed(answer) {
      store.kept = store.kept.filter(one => one.jws !== answer.jws);
    },
    loadSnapshot: async () => store.saw,
    saveSnapshot: async seen => void (store.saw = structuredClone(seen)),
    loadRecoveryCode: async () => store.code,
    saveRecoveryCode: async code => void (store.code = code),
    deleteRecoveryCode: async () => void delete store.code,
    deleteAll: async () => void delete store.pairing,
  };
  return store;
}

export const identityOf = (phone: TestPhone): Identity => ({
  phone: phone.id,
  key: phone.key,
  jwk: phone.jwk,
});

/** The pairing of the household's phone, with a checkpoint at the current trust list. */
export async function aPairing(household: TestHousehold): Promise<Pairing> {
  const { links } = await trustOf(household);
  const firstLink = linkDigest(links[0] ?? '');
  const trust = await replayTrustList(links, household.household, { firstLink });
  if ('refused' in trust) throw new Error('The list of the test does not replay.');
  return { household: household.household, firstLink, checkpoint: createCheckpoint(trust) };
}

/** A browser without notifications. */
export const silentPush: PhonePush = {
  getState: async () => 'unsupported',
  turnOn: async () => ({ got: 'unsupported' }),
  turnOff: async () => ({ got: 'unsupported' }),
  renew: async () => {},
  sendTest: async () => ({ got: { end: 'refused' } }),
  getLastArrival: async () => undefined,
};

/** A browser without passkeys. */
export const noPasskeys: Passkeys = {
  supported: false,
  sign: async () => undefined,
  register: async () => undefined,
};

/** A session without screens: of the household's paired phone, or of the phone `as`. */
export async function aSession(
  household: TestHousehold,
  {
    as = household.phone,
    store = createMemoryStore(identityOf(as)),
    slow = 0,
    passkeys = noPasskeys,
  }: {
    as?: TestPhone;
    store?: ReturnType<typeof createMemoryStore>;
    slow?: number;
    passkeys?: Passkeys;
  } = {},
) {
  const { network, line } = aNetwork(household, { slow });
  const identity = identityOf(as);
  const session = openSession({
    api: openApi(network, household.household, identity),
    store,
    identity,
    paired: await aPairing(household),
    now: () => network.clock.now(),
    ticks: () => household.clock.now(),
    passkeys,
    push: silentPush,
  });
  return { session, line, store, network };
}
