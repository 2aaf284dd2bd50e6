import { invitePhone, showCandidate } from '../../core/api/phone-routes.ts';
import { phoneIdOf } from '../../core/approval/jws.ts';
import type { Link } from '../../core/approval/link.ts';
import { headOf, type TrustList } from '../../core/approval/trust-list.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { computeCheckNumber } from '../pairing/check-number.ts';
import { notChecked, type Problem } from '../session/problem.ts';
import { getTrustList } from '../session/session-state.ts';
import type { Session } from '../session/session.ts';

/** What the owner can do with the phones of the household. Each action gives the problem if it failed. */
export type PhoneActions = {
  /** Opens an invitation for another phone. An earlier invitation becomes void. */
  invite(): Promise<Problem | undefined>;
  /** Asks whether a phone has entered the code. The first phone that did stays the candidate. */
  checkInvitation(): Promise<void>;
  /** Ends the invitation and refuses its candidate. */
  withdrawInvitation(): Promise<void>;
  /** Signs the link that adds the candidate. A second tap while this runs does nothing. */
  admit(): Promise<Problem | undefined>;
  rename(phone: PhoneId, name: string): Promise<Problem | undefined>;
  revoke(phone: PhoneId): Promise<Problem | undefined>;
};

type Change =
  Extract<Link, { type: 'admit-phone' | 'rename-phone' | 'revoke-phone' }> extends infer L
    ? L extends unknown
      ? Omit<L, 'household' | 'at' | 'prev'>
      : never
    : never;

const created = new WeakMap<Session, PhoneActions>();

/** The actions of a session, created once, because they keep invitations in order. */
export function phoneActionsOf(session: Session): PhoneActions {
  const actions = created.get(session) ?? createPhoneActions(session);
  created.set(session, actions);
  return actions;
}

function createPhoneActions({ api, state, appendLink, now }: Session): PhoneActions {
  /** The next invitation waits for this: a withdrawal that arrived after it would make it void. */
  let withdrawn: Promise<unknown> = Promise.resolve();

  /** A change that the list already shows counts as done, so a retry after a lost answer is safe. */
  async function change(what: Change, done: (trust: TrustList) => boolean): Promise<Problem | undefined> {
    const trust = getTrustList(state.get());
    if (!trust) return notChecked;
    if (done(trust)) return undefined;
    const problem = await appendLink({ ...what, household: trust.household, at: now(), prev: headOf(trust) });
    const after = getTrustList(state.get());
    return after && done(after) ? undefined : problem;
  }

  async function open(): Promise<Problem | undefined> {
    await withdrawn;
    const answered = await api.call(invitePhone, {});
    if ('problem' in answered) return answered.problem;
    state.update({ invitation: answered.got });
    return undefined;
  }

  async function admitCandidate(): Promise<Problem | undefined> {
    const { candidate } = state.get().invitation ?? {};
    if (!candidate) return undefined;
    const { key, name, phone } = candidate;
    const problem = await change({ type: 'admit-phone', phone: { key, name } }, trust =>
      trust.phones.has(phone),
    );
    if (!problem) state.update({ invitation: undefined });
    return problem;
  }

  return {
    invite: oneAtATime(open),
    admit: oneAtATime(admitCandidate),

    async checkInvitation() {
      const asked = state.get().invitation;
      if (!asked || asked.candidate) return;
      const answered = await api.call(showCandidate, {});
      if ('problem' in answered || !answered.got.candidate) return;
      const { key, name } = answered.got.candidate;
      const phone = phoneIdOf(key);
      // The owner may have closed or renewed the invitation while this request was under way.
      if (state.get().invitation !== asked) return;
      const candidate = { key, name, phone, check: computeCheckNumber(phone, asked.code) };
      state.update({ invitation: { ...asked, candidate } });
    },

    async withdrawInvitation() {
      state.update({ invitation: undefined });
      // A new code, which nobody sees, makes this one void; its candidate learns that with the next request.
      withdrawn = api.call(invitePhone, {});
      await withdrawn;
    },

    rename: (phone, name) =>
      change({ type: 'rename-phone', phone, name }, trust => trust.phones.get(phone)?.name === name),

    revoke: phone => change({ type: 'revoke-phone', phone }, trust => trust.revoked.has(phone)),
  };
}

/** Wraps a task so that a call while it runs joins the running one. */
function oneAtATime<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= task().finally(() => (running = undefined)));
}
