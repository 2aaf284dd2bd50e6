import { requiresPasskey } from '../../core/household/settings.ts';
import { decodeUnverified, signWithPhoneKey } from '../../core/approval/jws.ts';
import type { Statement } from '../../core/approval/statement.ts';
import type { MessageView } from '../../core/api/views.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { ContactId, MessageId } from '../../core/household/ids.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/sha256.ts';
import type { Api } from '../session/api-client.ts';
import type { Identity, PhoneStore, UnconfirmedAnswer } from '../session/phone-store.ts';
import type { ListeningTracker } from './player/listening.ts';
import { parsed } from '../../core/api/answers.ts';
import type { Passkeys } from '../session/passkeys.ts';
import { isFinal, noPasskey, type Problem } from '../session/problem.ts';
import type { AnswerProgress, SessionState } from '../session/session-state.ts';
import { buildDiscard, buildRelease, type ShownMessage } from './statements.ts';
import { getTrustList } from '../session/session-state.ts';
import type { Observable } from '../session/observable.ts';

type Parts = {
  api: Api;
  keeping: PhoneStore;
  identity: Identity;
  listenings: ListeningTracker;
  state: Observable<SessionState>;
  /** Takes over a message as the house answered it. */
  takeOver: (view: MessageView) => void;
  /** Looks at the trust list again. */
  reloadTrust: () => Promise<void>;
  passkeys: Passkeys;
  /** Milliseconds on a clock that only goes forward. */
  ticks: () => number;
};

/** The owner's answers. */
export type AnswerActions = {
  /** Signs and hands in a release of what is shown. A second tap while the first is under way does nothing. */
  release(shown: ShownMessage): Promise<void>;
  /** Signs and hands in a discard; it does not wait for a release that is under way. */
  discard(view: MessageView, notMe: boolean): Promise<void>;
  undo(view: MessageView): Promise<void>;
  /** Takes back the question whether another contact is meant. */
  chooseAgain(id: MessageId): void;
  /** Hands in again what was signed and never confirmed, with the same signature. */
  resubmit(): Promise<void>;
  /** Takes over what an earlier visit left unconfirmed. */
  restore(): Promise<void>;
};

/** For so long a release whose answer was lost is handed in again by itself. */
const PATIENCE: Duration = seconds(60);
/** After these refusals the message has to be listened to anew. */
const UNHEARD = new Set<Problem['code']>(['not-listened', 'listened-too-briefly', 'recording-changed']);
/** These say that the phone's list of contacts is behind. */
const BEHIND = new Set<Problem['code']>(['address-changed', 'unknown-contact', 'other-trust-list']);

/** Whom a signed release is for. */
const contactIn = (jws: string): ContactId | undefined =>
  (decodeUnverified(jws)?.payload as { contact?: ContactId } | undefined)?.contact;

export function createAnswerActions(parts: Parts): AnswerActions {
  const { api, keeping, identity, listenings, state, takeOver, reloadTrust, passkeys, ticks } = parts;
  /** The last signed answer of each message, until the house says what became of it. */
  const open = new Map<MessageId, UnconfirmedAnswer>();
  /** When each release was tapped here; one of an earlier visit is older than any. */
  const tapped = new Map<string, number>();
  const handing = new Set<string>();

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
      show(message, { is: 'refused', title: noPasskey.title });
      return;
    }
    const answer = { message, type, jws, ...(assertion && { assertion }) };
    // A discard that was tapped while this release was being signed stands.
    if (type === 'release' && !isAsking(message, 'release')) return;
    open.set(message, answer);
    tapped.set(jws, ticks());
    await keeping.saveUnconfirmed(answer).catch(() => {});
    await hand(answer);
  }

  /** A passkey's assertion on a release, if the household requires one; `none` if the owner gave none. */
  async function assertionFor(statement: Statement, jws: string, { settings, passkeys: known }: TrustList) {
    if (statement.type !== 'release' || !requiresPasskey(settings, statement.friction)) return undefined;
    return (await passkeys.sign(sha256(jws), known)) ?? 'none';
  }

  async function hand(answer: UnconfirmedAnswer): Promise<void> {
    const { message, type, jws, assertion } = answer;
    if (handing.has(jws)) return;
    handing.add(jws);
    const answered = await api.post(
      `/messages/${message}/answer`,
      { jws, ...(assertion && { assertion }) },
      parsed.message,
    );
    handing.delete(jws);
    const superseded = open.get(message)?.jws !== jws;
    if ('got' in answered) takeOver(answered.got.message);
    if (superseded) return;
    if ('problem' in answered && !isFinal(answered.problem)) {
      show(message, { is: 'not-confirmed', type });
      return;
    }
    open.delete(message);
    await keeping.deleteUnconfirmed(answer).catch(() => {});
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
    if (UNHEARD.has(code)) listenings.reset(message);
    if (by !== undefined) await showWhose(message);
    show(message, { is: 'refused', title, ...(by !== undefined && { by }) });
    if (BEHIND.has(code)) await reloadTrust();
  }

  /** A discard may be handed in at any time; a release only while whoever tapped it still expects it. */
  const isFresh = ({ type, jws }: UnconfirmedAnswer): boolean =>
    type === 'discard' || ticks() - (tapped.get(jws) ?? -Infinity) < PATIENCE;

  /** Asks what became of a release, without handing it in: nothing leaves by surprise once a network is back. */
  async function askAfter(answer: UnconfirmedAnswer): Promise<void> {
    const answered = await api.get(`/messages/${answer.message}`, parsed.message);
    if ('problem' in answered && !isFinal(answered.problem)) return;
    if (open.get(answer.message)?.jws !== answer.jws) return;
    open.delete(answer.message);
    await keeping.deleteUnconfirmed(answer).catch(() => {});
    if ('problem' in answered) return show(answer.message, undefined);
    const { message } = answered.got;
    takeOver(message);
    const isWaiting = message.state === 'held' || (message.state === 'unknown' && !message.erased);
    show(answer.message, isWaiting ? { is: 'not-sent' } : undefined);
  }

  /** Somebody else's answer came first: shows it at once. */
  async function showWhose(message: MessageId): Promise<void> {
    const answered = await api.get(`/messages/${message}`, parsed.message);
    if ('got' in answered) takeOver(answered.got.message);
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
      const answered = await api.post(`/messages/${view.id}/undo`, undefined, parsed.message);
      listenings.reset(view.id);
      if ('got' in answered) takeOver(answered.got.message);
      show(view.id, 'got' in answered ? undefined : { is: 'refused', title: answered.problem.title });
    },
    async resubmit() {
      await Promise.all(
        [...open.values()].map(answer => (isFresh(answer) ? hand(answer) : askAfter(answer))),
      );
    },
    async restore() {
      for (const answer of await keeping.loadUnconfirmed().catch(() => [])) {
        open.set(answer.message, answer);
        show(answer.message, { is: 'not-confirmed', type: answer.type });
      }
    },
  };
}
