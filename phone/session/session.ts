import { appendLink } from '../../core/api/trust-routes.ts';
import { listRooms, listStoppedConversations } from '../../core/api/room-routes.ts';
import type { Link } from '../../core/approval/link.ts';
import { weakensHousehold } from '../../core/approval/weakens-household.ts';
import { signWithPhoneKey } from '../../core/approval/jws.ts';
import type { TroubleView } from '../../core/api/trouble.ts';
import { listMessages, MESSAGES_LISTED, type MessageView } from '../../core/api/message-routes.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Api } from './api-client.ts';
import { type AnswerActions, createAnswerActions } from '../messages/answer-actions.ts';
import { type Download, createDownloader } from '../messages/recording-downloads.ts';
import type { Identity, PhoneStore, Pairing } from './phone-store.ts';
import { createListeningTracker, type ListeningTracker } from '../messages/player/listening.ts';
import type { PhonePush } from '../push/push.ts';
import { explainNoPasskey, type Passkeys } from './passkeys.ts';
import type { Answered, Problem } from './problem.ts';
import { reuseUnchanged, type SessionState, getTrustList } from './session-state.ts';
import { trackTrustList } from './trust-tracker.ts';
import { type Observable, createObservable } from './observable.ts';

type Parts = {
  api: Api;
  store: PhoneStore;
  identity: Identity;
  paired: Pairing;
  /** The server's time. */
  now: () => Instant;
  /** Milliseconds on a monotonic clock. */
  ticks: () => number;
  passkeys: Passkeys;
  push: PhonePush;
};

/** The session of a paired phone: the state of its household, and what the owner can do. */
export type Session = {
  api: Api;
  household: HouseholdId;
  identity: Identity;
  /** The server's time. */
  now: () => Instant;
  state: Observable<SessionState>;
  /** Restores the last stored state and the answers that are not confirmed. */
  restore(): Promise<void>;
  /** Loads the next older messages. */
  loadOlder(): Promise<void>;
  /** Loads the newest state; with `settings` also rooms and stopped conversations. */
  refresh(also?: { settings: boolean }): Promise<void>;
  answers: AnswerActions;
  listenings: ListeningTracker;
  download: (view: MessageView) => Promise<Download>;
  /**
   * Signs a link and sends it; gives the problem if the server did not accept it. If the answer was lost, the link
   * counts as accepted once the list contains it.
   */
  appendLink: (link: Link) => Promise<Problem | undefined>;
  push: PhonePush;
  passkeys: Passkeys;
};

/** How many messages this phone stores for times without a connection. */
const STORED_MESSAGES = 50;

export function openSession({ api, store, identity, paired, now, ticks, passkeys, push }: Parts): Session {
  const state = createObservable<SessionState>({
    messages: undefined,
    trust: { is: 'loading' },
    rooms: undefined,
    stopped: undefined,
    seenAt: undefined,
    more: false,
    serverTroubles: [],
    trouble: undefined,
    answers: new Map(),
    invitation: undefined,
  });
  /** Counts local changes, so that an answer to an earlier request does not undo one on the screen. */
  let messageChanges = 0;
  let kept = '';

  const trust = trackTrustList({ api, store, paired, state, noteFailing });
  const listenings = createListeningTracker(api, ticks);
  const answers = createAnswerActions({
    api,
    store,
    identity,
    listenings,
    state,
    showMessage,
    reloadTrust: async () => void (await trust.reload()),
    passkeys,
    ticks,
  });

  /** Shows the newest messages from the server; older ones that were loaded stay after them. */
  function showPage(newest: readonly MessageView[]): void {
    const { messages } = state.get();
    const last = newest.at(-1);
    const isFull = newest.length >= MESSAGES_LISTED;
    const older = isFull && last ? (messages ?? []).filter(({ id }) => id < last.id) : [];
    state.update({
      messages: reuseUnchanged(messages, [...newest, ...older]),
      more: isFull && (older.length === 0 || state.get().more),
    });
  }

  function showServerTroubles(serverTroubles: readonly TroubleView[]): void {
    if (JSON.stringify(serverTroubles) !== JSON.stringify(state.get().serverTroubles))
      state.update({ serverTroubles });
  }

  /** Stores what is shown now, for times without a connection. */
  function storeSnapshot(): void {
    const { messages, rooms, trust: seen } = state.get();
    if (!messages || seen.is !== 'holding') return;
    const recent = messages.slice(0, STORED_MESSAGES);
    const text = JSON.stringify([recent, seen.links.length, rooms]);
    if (text === kept) return;
    kept = text;
    void store
      .saveSnapshot({ at: now(), messages: recent, links: seen.links, ...(rooms && { rooms }) })
      .catch(() => {});
  }

  function showMessage(view: MessageView): void {
    messageChanges++;
    const { messages = [] } = state.get();
    const there = messages.some(one => one.id === view.id);
    state.update({
      messages: there ? messages.map(one => (one.id === view.id ? view : one)) : [view, ...messages],
    });
  }

  /**
   * The server replays the list too, and may find first that it is broken. If the server does not know this phone any
   * more, everything that it showed disappears from the screen.
   */
  function noteFailing({ code, at, name }: Problem): void {
    if (code === 'trust-list-broken') state.update({ trust: { is: 'failing', why: 'broken' } });
    const revoked = code === 'phone-revoked' && at !== undefined;
    if (code !== 'proof-invalid' && !revoked) return;
    messageChanges++;
    state.update({
      trust: revoked
        ? { is: 'failing', why: 'revoked', at, ...(name !== undefined && { name }) }
        : { is: 'failing', why: 'not-paired' },
      messages: undefined,
      rooms: undefined,
      stopped: undefined,
      invitation: undefined,
    });
  }

  /**
   * Loads messages: the newest, or the next older than `before`. New links of the trust list, which come with them, are
   * applied first, so that the phone that answered a message has a name when the message is shown.
   */
  async function loadMessages(before?: MessageId): Promise<Answered<readonly MessageView[]>> {
    const asked = state.get().trust;
    const known = asked.is === 'holding' ? asked.links.length : 0;
    const answered = await api.call(listMessages, { known, ...(before !== undefined && { before }) });
    if ('problem' in answered) {
      noteFailing(answered.problem);
      return answered;
    }
    showServerTroubles(answered.got.troubles ?? []);
    const problem = await trust.applyNewLinks(answered.got.trust, asked);
    return problem ? { problem } : { got: answered.got.messages };
  }

  async function loadRoomsAndStopped(): Promise<void> {
    const [rooms, stopped] = await Promise.all([
      api.call(listRooms, {}),
      api.call(listStoppedConversations, {}),
    ]);
    if ('got' in rooms) state.update({ rooms: reuseUnchanged(state.get().rooms, rooms.got.rooms) });
    if ('got' in stopped) state.update({ stopped: reuseUnchanged(state.get().stopped, stopped.got.stopped) });
  }

  async function append(link: Link): Promise<Problem | undefined> {
    const jws = await signWithPhoneKey(link, 'second-yes-link', identity);
    const list = getTrustList(state.get());
    const guarded = list !== undefined && weakensHousehold(link, list);
    const assertion = guarded ? await passkeys.sign(sha256(jws), list.passkeys) : undefined;
    if (guarded && !assertion) return explainNoPasskey(list, identity.phone);
    const answered = await api.call(appendLink, {}, { link: jws, ...(assertion && { assertion }) });
    if ('got' in answered) {
      await trust.applyAppended(jws, answered.got.links);
      return undefined;
    }
    await trust.reload();
    return trust.includes(jws) ? undefined : answered.problem;
  }

  return {
    api,
    household: paired.household,
    identity,
    now,
    state,
    answers,
    listenings,
    appendLink: append,
    download: createDownloader(api),
    passkeys,
    push,

    async restore() {
      await answers.restore();
      const seen = await store.loadSnapshot().catch(() => undefined);
      if (!seen || state.get().messages !== undefined) return;
      await trust.restore(seen.links);
      state.update({ messages: seen.messages, rooms: seen.rooms, seenAt: seen.at });
    },

    async loadOlder() {
      const { messages = [], more } = state.get();
      const oldest = messages.at(-1);
      if (!oldest || !more) return;
      const answered = await loadMessages(oldest.id);
      if ('problem' in answered) {
        state.update({ trouble: answered.problem });
        return;
      }
      const known = new Set((state.get().messages ?? []).map(({ id }) => id));
      const older = answered.got.filter(({ id }) => !known.has(id));
      state.update({
        messages: [...(state.get().messages ?? []), ...older],
        more: older.length >= MESSAGES_LISTED,
      });
    },

    async refresh(also = { settings: false }) {
      const changesBefore = messageChanges;
      const [answered] = await Promise.all([
        loadMessages(),
        also.settings ? loadRoomsAndStopped() : undefined,
      ]);
      if ('problem' in answered) {
        state.update({ trouble: answered.problem });
        return;
      }
      if (messageChanges === changesBefore) showPage(answered.got);
      if (state.get().seenAt !== undefined) state.update({ seenAt: undefined });
      storeSnapshot();
      if (state.get().trouble !== undefined) state.update({ trouble: undefined });
      await answers.resubmit();
    },
  };
}
