import { headOf } from '../../core/approval/trust-list.ts';
import { showTrustList, type TrustTail } from '../../core/api/trust-routes.ts';
import type { Api } from './api-client.ts';
import { appendLinks, checkTrustList, createCheckpoint, type TrustCheck } from './check-trust-list.ts';
import type { PhoneStore, Pairing } from './phone-store.ts';
import type { Problem } from './problem.ts';
import type { SessionState, TrustStatus } from './session-state.ts';
import type { Observable } from './observable.ts';

type Parts = {
  api: Api;
  store: PhoneStore;
  paired: Pairing;
  state: Observable<SessionState>;
  /** Takes over what the server itself says about the list. */
  noteFailing: (problem: Problem) => void;
};

/** Follows the trust list. An answer to a request from before the last change of the list is ignored. */
export type TrustTracker = {
  /** Applies the links that came with messages. `asked`: the status of the list when the request was sent. */
  applyNewLinks(came: TrustTail, asked: TrustStatus): Promise<Problem | undefined>;
  /** Applies the list with which the server answered an appended link. */
  applyAppended(jws: string, links: readonly string[]): Promise<void>;
  /** Applies stored links, unless there is a newer list. */
  restore(links: readonly string[]): Promise<void>;
  /** Loads the whole list. */
  reload(): Promise<Problem | undefined>;
  /** Whether the list is valid and contains this link. */
  includes(jws: string): boolean;
};

export function trackTrustList({ api, store, paired, state, noteFailing }: Parts): TrustTracker {
  let { checkpoint: known } = paired;
  let last: Promise<unknown> = Promise.resolve();

  /** Checks one list at a time, so that each is compared with the checkpoint of the one before. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  }

  async function take(links: readonly string[]): Promise<void> {
    const before = state.get().trust;
    if (before.is === 'holding' && JSON.stringify(before.links) === JSON.stringify(links)) return;
    await show(links, await checkTrustList(links, { ...paired, checkpoint: known }));
  }

  async function show(links: readonly string[], judged: TrustCheck): Promise<void> {
    if ('fails' in judged) {
      state.update({ trust: { is: 'failing', why: judged.fails } });
      return;
    }
    known = createCheckpoint(judged.holds);
    state.update({ trust: { is: 'holding', list: judged.holds, links } });
    await store.savePairing({ ...paired, checkpoint: known }).catch(() => {});
  }

  const lists = (jws: string): boolean => {
    const { trust } = state.get();
    return trust.is === 'holding' && trust.links.includes(jws);
  };

  /** Applies a whole list, unless the list has changed since the request was sent. */
  const takeWhole = (links: readonly string[], asked: TrustStatus): Promise<void> =>
    inTurn(async () => {
      if (state.get().trust === asked) await take(links);
    });

  async function look(): Promise<Problem | undefined> {
    const asked = await inTurn(async () => state.get().trust);
    const answered = await api.call(showTrustList, {});
    if ('problem' in answered) {
      noteFailing(answered.problem);
      return answered.problem;
    }
    await takeWhole(answered.got.links, asked);
    return undefined;
  }

  return {
    includes: lists,
    reload: look,

    async applyNewLinks(came, asked) {
      if (asked.is !== 'holding') {
        await takeWhole(came.links, asked);
        return undefined;
      }
      if (came.links.length === 0 && came.head === headOf(asked.list)) return undefined;
      const continues = await inTurn(async () => {
        if (state.get().trust !== asked) return true;
        const links = appendLinks(asked.links, came);
        const judged = links && (await checkTrustList(links, { ...paired, checkpoint: known }));
        if (!judged || 'fails' in judged) return false;
        await show(links, judged);
        return true;
      });
      // The links do not continue the known list. The whole list shows whether it is shorter or rewritten.
      return continues ? undefined : look();
    },

    applyAppended: (jws, links) =>
      inTurn(async () => {
        // A reload that finished earlier may already contain this link and later ones.
        if (!lists(jws)) await take(links);
      }),

    restore: links =>
      inTurn(async () => {
        if (state.get().trust.is === 'loading') await take(links);
      }),
  };
}
