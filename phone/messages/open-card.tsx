import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { MessageView } from '../../core/api/message-routes.ts';
import { isWaiting } from '../../core/message/message.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { Evidence } from './story/evidence.tsx';
import { HistoryEntries } from './history/history-entries.tsx';
import { buildCard, describeMissing, roomNameOf } from './message-card.ts';
import { PlayerView } from './player/player-view.tsx';
import { LazyScreen } from '../ui/lazy-screen.tsx';
import { RecipientPicker } from './recipient-picker.tsx';
import { labelMessage, RecipientView } from './recipient-view.tsx';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { describeAnswer } from './describe-answer.ts';
import { frictionOn } from './statements.ts';
import { Folded } from '../ui/folded.tsx';
import { formatMoment, formatTimeLeft } from '../ui/time-text.ts';
import { usePlayer } from './player/use-player.ts';
import { announce } from '../ui/toast.tsx';
import { useNow } from '../ui/use-now.ts';
import { useObservable } from '../session/observable.ts';
import { messageTexts } from '../ui/texts.ts';

const loadRecordAgain = () =>
  import('../settings/settings-screen.tsx').then(({ RecordAgain }) => RecordAgain);

/** The card of a message that the owner can answer, with everything to know and to do. */
export function OpenCard({ session, view }: { session: Session; view: MessageView }) {
  const text = messageTexts.card;
  const state = useObservable(session.state);
  const now = useNow(session.now);
  const [picked, setPicked] = useState<ContactId>();
  const [confirming, setConfirming] = useState<ContactId>();
  const [picking, setPicking] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const hintId = useId();
  const headingId = useId();

  const trust = getTrustList(state);
  const looking = { me: session.identity.phone, trust, now };
  const { recipient, status, offers } = buildCard(view, looking, picked);
  const player = usePlayer(session, view, { eager: true, listens: offers.listen });
  const answering = state.answers.get(view.id);
  const busy = answering?.is === 'asking' || answering?.is === 'not-confirmed';
  const nonce = session.listenings.getReleaseNonce(view);
  const recording =
    player.loaded.is === 'ready' && player.loaded.measured ? player.loaded.recording : undefined;

  const differs = picked !== undefined && view.contact !== undefined && picked !== view.contact;
  const tap = trust !== undefined && frictionOn(view, trust) === 'tap';
  const missing = describeMissing({
    recipient,
    checked: recording !== undefined,
    listened: tap || nonce !== undefined,
    playing: player.playing,
  });
  const wasListening = useRef(false);
  useEffect(() => {
    if (wasListening.current && missing === undefined) announce(text.canSend);
    wasListening.current = missing === text.hint.listen || missing === text.hint.listening;
  }, [missing]);
  // If the card showed the contact that the Echo heard, it asks here; otherwise the server refuses with `other-than-heard`.
  const asked = answering?.is === 'other-than-heard' ? answering.contact : confirming;
  const other = asked === undefined ? undefined : trust?.contacts.get(asked);
  const send = async (redirected: boolean) => {
    setConfirming(undefined);
    if (!trust || !recording || recipient.is !== 'contact') return;
    if (tap && nonce === undefined) setTrouble((await session.listenings.start(view))?.title);
    const given = nonce ?? (tap ? session.listenings.getNonce(view) : undefined);
    if (given === undefined) return;
    const { contact } = recipient;
    await session.answers.release({ view, recording, contact, trust, nonce: given, redirected });
  };
  const mustPick = offers.release !== undefined && trust && recipient.is !== 'contact';
  const left = isWaiting(view) ? formatTimeLeft(view.holdUntil, now) : undefined;
  /** What a screen reader calls a button: each card has the same ones. */
  const named = (button: string) => `${button}: ${labelMessage(recipient)}`;
  const sendText = offers.release === 'again' ? text.sendAgain : text.send;
  const heldFor = picked === undefined ? undefined : view.contact && trust?.contacts.get(view.contact)?.name;

  return (
    <article
      class="card"
      tabIndex={-1}
      aria-label={labelMessage(recipient)}
      data-state={view.state}
      data-message={view.id}
    >
      <header>
        <RecipientView recipient={recipient} id={headingId} />
        <p class={`pill ${view.state}`}>
          {left === undefined ? text.state[view.state] : text.timeLeft(left)}
        </p>
      </header>
      <p class="meta">
        {roomNameOf(view)} · <time>{formatMoment(view.heldAt, now)}</time>
        {recipient.is === 'contact' && recipient.picked && heldFor !== undefined && (
          <span> · {text.heardName(heldFor)}</span>
        )}
      </p>

      {view.recording && offers.play && (
        <PlayerView player={player} duration={view.recording.duration} describedBy={headingId} />
      )}

      <p class="status">{describeAnswer(answering, status, looking) ?? status}</p>

      {trust && (mustPick || picking) && offers.release && !busy && (
        <RecipientPicker
          contacts={[...trust.contacts.values()]}
          picked={picked ?? (recipient.is === 'contact' ? recipient.contact.id : undefined)}
          pick={contact => {
            setPicked(contact);
            setConfirming(undefined);
            setPicking(true);
          }}
        />
      )}

      {trust && (
        <div class="actions">
          {answering?.is === 'not-confirmed' && (
            <button type="button" class="wide" onClick={() => void session.answers.resubmit()}>
              {text.tryAgainNow}
            </button>
          )}
          {other && (
            <div class="confirm" role="alert">
              <p>
                <strong>{text.instead(other.name)}</strong> {text.insteadAbout}
              </p>
              <div class="actions">
                <button type="button" class="primary" onClick={() => void send(true)}>
                  {text.insteadYes(other.name)}
                </button>
                <button
                  type="button"
                  onClick={() => {
                    setConfirming(undefined);
                    session.answers.chooseAgain(view.id);
                  }}
                >
                  {text.insteadNo}
                </button>
              </div>
            </div>
          )}
          {offers.release && answering?.is !== 'not-confirmed' && !other && (
            <>
              {offers.release === 'again' && <p class="hint">{text.mayArriveTwice}</p>}
              <button
                type="button"
                class="primary wide"
                disabled={busy}
                aria-disabled={missing !== undefined}
                aria-label={named(sendText)}
                aria-describedby={hintId}
                onClick={() => {
                  if (missing !== undefined) return;
                  if (differs) setConfirming(picked);
                  else void send(false);
                }}
              >
                {sendText}
              </button>
              <p class="hint steady" id={hintId}>
                {missing ?? trouble}
              </p>
            </>
          )}
          {view.state === 'unknown' && !offers.release && <p class="hint">{text.tooLate}</p>}
          {offers.discard && (
            <>
              <button
                type="button"
                aria-label={named(text.discard)}
                onClick={() => void session.answers.discard(view, false)}
              >
                {text.discard}
              </button>
              <button
                type="button"
                aria-label={named(text.notMe)}
                onClick={() => void session.answers.discard(view, true)}
              >
                {text.notMe}
              </button>
            </>
          )}
          {offers.release && !mustPick && !busy && (
            <button
              type="button"
              class="wide quiet"
              aria-expanded={picking}
              onClick={() => setPicking(!picking)}
            >
              {text.someoneElse}
            </button>
          )}
        </div>
      )}

      {view.sealProblem === undefined && <Evidence story={view.story} now={now} />}

      {offers.release === 'first' && (
        <Folded summary={<span>{text.recordAgain}</span>}>
          <LazyScreen load={loadRecordAgain} props={{ session, view }} />
        </Folded>
      )}

      <Folded summary={<span>{text.history}</span>}>
        <HistoryEntries history={view.history} trust={trust} me={session.identity.phone} now={now} />
      </Folded>
    </article>
  );
}
