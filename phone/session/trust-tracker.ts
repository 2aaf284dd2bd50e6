import { headOf } from '../../core/approval/trust-list.ts';
import type { TrustSince } from '../../core/api/trust-since.ts';
import type { Api } from './api-client.ts';
import { appendLinks, checkTrustList, createCheckpoint, type TrustCheck } from './check-trust-list.ts';
import type { PhoneStore, Pairing } from './phone-store.ts';
import { parsed } from '../../core/api/answers.ts';
import type { Problem } from './problem.ts';
import type { SessionState, TrustStatus } from './session-state.ts';
import type { Observable } from './observable.ts';

type Parts = {
  api: Api;
  keeping: PhoneStore;
  paired: Pairing;
  state: Observable<SessionState>;
  /** Takes note of what the house itself says about the list. */
  noteFailing: (problem: Problem) => void;
};

/** The trust list, as this phone sees it grow. What was asked for before another list was taken over undoes nothing. */
export type TrustTracker = {
  /** Takes over what came with the messages, which were asked for while the list was `asked`. */
  applyNewLinks(came: TrustSince, asked: TrustStatus): Promise<Problem | undefined>;
  /** Takes over the list that the house gives back with a link from here. */
  applyAppended(jws: string, links: readonly string[]): Promise<void>;
  /** Takes over what an earlier visit left, while there is nothing newer. */
  restore(links: readonly string[]): Promise<void>;
  /** Asks for the whole list. */
  reload(): Promise<Problem | undefined>;
  /** Whether the list holds and has this link. */
  includes(jws: string): boolean;
};

export function trackTrustList({ api, keeping, paired, state, noteFailing }: Parts): TrustTracker {
  let { checkpoint: known } = paired;
  let last: Promise<unknown> = Promise.resolve();

  /** One list after the other, so that none is judged by what another is about to replace. */
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
    await keeping.savePairing({ ...paired, checkpoint: known }).catch(() => {});
  }

  const lists = (jws: string): boolean => {
    const { trust } = state.get();
    return trust.is === 'holding' && trust.links.includes(jws);
  };

  /** Takes over the whole list, unless another was taken over since it was asked for. */
  const takeWhole = (links: readonly string[], asked: TrustStatus): Promise<void> =>
    inTurn(async () => {
      if (state.get().trust === asked) await take(links);
    });

  async function look(): Promise<Problem | undefined> {
    const asked = await inTurn(async () => state.get().trust);
    const answered = await api.get('/trust', parsed.links);
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
      // It is another list, or there are fewer links than this phone knows: the whole of it shows which.
      return continues ? undefined : look();
    },

    applyAppended: (jws, links) =>
      inTurn(async () => {
        // A look that came back sooner may show this link already, and others after it.
        if (!lists(jws)) await take(links);
      }),

    restore: links =>
      inTurn(async () => {
        if (state.get().trust.is === 'loading') await take(links);
      }),
  };
}
