import { requiresPasskey } from '../../core/household/settings.ts';
import { decodeUnverified, signWithPhoneKey } from '../../core/approval/jws.ts';
import type { Statement } from '../../core/approval/statement.ts';
import {
  answerMessage,
  type MessageView,
  showMessage as showMessageRoute,
  undoAnswer,
} from '../../core/api/message-routes.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { ContactId, MessageId } from '../../core/household/ids.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { Api } from '../session/api-client.ts';
import type { Identity, PhoneStore, UnconfirmedAnswer } from '../session/phone-store.ts';
import type { ListeningTracker } from './player/listening.ts';
import { explainNoPasskey, type Passkeys } from '../session/passkeys.ts';
import { isFinal, type Problem } from '../session/problem.ts';
import type { AnswerProgress, SessionState } from '../session/session-state.ts';
import { buildDiscard, buildRelease, type ShownMessage } from './statements.ts';
import { isWaiting } from '../../core/message/message.ts';
import { getTrustList } from '../session/session-state.ts';
import type { Observable } from '../session/observable.ts';

type Parts = {
  api: Api;
  store: PhoneStore;
  identity: Identity;
  listenings: ListeningTracker;
  state: Observable<SessionState>;
  /** Shows a message that the server sent. */
  showMessage: (view: MessageView) => void;
  /** Loads the trust list again. */
  reloadTrust: () => Promise<void>;
  passkeys: Passkeys;
  /** Milliseconds on a monotonic clock. */
  ticks: () => number;
};

/** The owner's answers to messages. */
export type AnswerActions = {
  /** Signs and sends a release of what is shown. A second tap while this runs does nothing. */
  release(shown: ShownMessage): Promise<void>;
  /** Signs and sends a discard. It does not wait for a release that is being sent. */
  discard(view: MessageView, notMe: boolean): Promise<void>;
  undo(view: MessageView): Promise<void>;
  /** Closes the question whether a contact other than the one that the Echo heard is meant. */
  chooseAgain(id: MessageId): void;
  /** Sends all unconfirmed answers again, with the same signatures. */
  resubmit(): Promise<void>;
  /** Restores the unconfirmed answers of an earlier visit. */
  restore(): Promise<void>;
};

/** How long an unconfirmed release is sent again without another tap. */
const RETRY_RELEASE_FOR: Duration = seconds(60);
/** After these refusals the owner has to listen again. */
const LISTEN_AGAIN = new Set<Problem['code']>(['not-listened', 'listened-too-briefly', 'recording-changed']);
/** These refusals show that the phone's trust list is out of date. */
const LIST_OUTDATED = new Set<Problem['code']>(['address-changed', 'unknown-contact', 'other-trust-list']);

/** The contact of a signed release. */
const contactIn = (jws: string): ContactId | undefined =>
  (decodeUnverified(jws)?.payload as { contact?: ContactId } | undefined)?.contact;

export function createAnswerActions(parts: Parts): AnswerActions {
  const { api, store, identity, listenings, state, showMessage, reloadTrust, passkeys, ticks } = parts;
  /** The last signed answer of each message, until the server confirms or refuses it. */
  const open = new Map<MessageId, UnconfirmedAnswer>();
  /** When the owner tapped each release in this visit. */
  const tapped = new Map<string, number>();
  const sending = new Set<string>();

  const show = (id: MessageId, answering: AnswerProgress | undefined) => {
    const answers = new Map(state.get().answers);
    if (answering) answers.set(id, answering);
    else answers.delete(id);
    state.update({ answers });
  };
  const isAsking = (id: MessageId, ...types: string[]) => {
    const current = state.get().answers.get(id);
    return current?.is === 'asking' && types.includes(current.type);
  };

  async function submit(statement: Statement, trust: TrustList): Promise<void> {
    const { message, type } = statement;
    show(message, { is: 'asking', type });
    const jws = await signWithPhoneKey(statement, 'second-yes-statement', identity);
    const assertion = await assertionFor(statement, jws, trust);
    if (assertion === 'none') {
      show(message, { is: 'refused', title: explainNoPasskey(trust, identity.phone).title });
      return;
    }
    const answer = { message, type, jws, ...(assertion && { assertion }) };
    // The owner may have discarded the message while this release was being signed.
    if (type === 'release' && !isAsking(message, 'release')) return;
    open.set(message, answer);
    tapped.set(jws, ticks());
    await store.saveUnconfirmed(answer).catch(() => {});
    await send(answer);
  }

  /** A passkey's assertion on a release, if the household requires one; `none` if the owner gave none. */
  async function assertionFor(statement: Statement, jws: string, { settings, passkeys: known }: TrustList) {
    if (statement.type !== 'release' || !requiresPasskey(settings, statement.friction)) return undefined;
    return (await passkeys.sign(sha256(jws), known)) ?? 'none';
  }

  async function send(answer: UnconfirmedAnswer): Promise<void> {
    const { message, type, jws, assertion } = answer;
    if (sending.has(jws)) return;
    sending.add(jws);
    const answered = await api.call(answerMessage, { message }, { jws, ...(assertion && { assertion }) });
    sending.delete(jws);
    const superseded = open.get(message)?.jws !== jws;
    if ('got' in answered) showMessage(answered.got.message);
    if (superseded) return;
    if ('problem' in answered && !isFinal(answered.problem)) {
      show(message, { is: 'not-confirmed', type });
      return;
    }
    open.delete(message);
    await store.deleteUnconfirmed(answer).catch(() => {});
    if ('got' in answered) {
      listenings.reset(message);
      show(message, undefined);
      return;
    }
    const { code, title, by } = answered.problem;
    const asked = code === 'other-than-heard' ? contactIn(jws) : undefined;
    if (asked !== undefined) {
      show(message, { is: 'other-than-heard', contact: asked });
      return;
    }
    if (LISTEN_AGAIN.has(code)) listenings.reset(message);
    if (by !== undefined) await showFirstAnswer(message);
    show(message, { is: 'refused', title, ...(by !== undefined && { by }) });
    if (LIST_OUTDATED.has(code)) await reloadTrust();
  }

  /** Whether an answer may be sent again: a discard always, a release only soon after the tap. */
  const maySendAgain = ({ type, jws }: UnconfirmedAnswer): boolean =>
    type === 'discard' || ticks() - (tapped.get(jws) ?? -Infinity) < RETRY_RELEASE_FOR;

  /** Asks for the result of an old release without sending it, so that nothing is sent long after the tap. */
  async function fetchResult(answer: UnconfirmedAnswer): Promise<void> {
    const answered = await api.call(showMessageRoute, { message: answer.message });
    if ('problem' in answered && !isFinal(answered.problem)) return;
    if (open.get(answer.message)?.jws !== answer.jws) return;
    open.delete(answer.message);
    await store.deleteUnconfirmed(answer).catch(() => {});
    if ('problem' in answered) return show(answer.message, undefined);
    const { message } = answered.got;
    showMessage(message);
    const isUnanswered = message.state === 'held' || (message.state === 'unknown' && !message.erased);
    show(answer.message, isUnanswered ? { is: 'not-sent' } : undefined);
  }

  /** Loads a message that another phone answered first. */
  async function showFirstAnswer(message: MessageId): Promise<void> {
    const answered = await api.call(showMessageRoute, { message });
    if ('got' in answered) showMessage(answered.got.message);
  }

  return {
    async release(shown) {
      const { id } = shown.view;
      if (isAsking(id, 'release', 'discard', 'undo') || open.has(id)) return;
      await submit(buildRelease(shown), shown.trust);
    },
    async discard(view, notMe) {
      const trust = getTrustList(state.get());
      if (!trust || isAsking(view.id, 'discard')) return;
      await submit(buildDiscard(view, trust, notMe), trust);
    },
    chooseAgain: id => show(id, undefined),
    async undo(view) {
      if (isAsking(view.id, 'undo')) return;
      show(view.id, { is: 'asking', type: 'undo' });
      const answered = await api.call(undoAnswer, { message: view.id });
      listenings.reset(view.id);
      if ('got' in answered) showMessage(answered.got.message);
      if ('problem' in answered) return show(view.id, { is: 'refused', title: answered.problem.title });
      const type = view.answer?.type;
      show(view.id, type && isWaiting(answered.got.message) ? { is: 'taken-back', type } : undefined);
    },
    async resubmit() {
      await Promise.all(
        [...open.values()].map(answer => (maySendAgain(answer) ? send(answer) : fetchResult(answer))),
      );
    },
    async restore() {
      for (const answer of await store.loadUnconfirmed().catch(() => [])) {
        open.set(answer.message, answer);
        show(answer.message, { is: 'not-confirmed', type: answer.type });
      }
    },
  };
}
