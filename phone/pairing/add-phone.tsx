import { useEffect, useState } from 'preact/hooks';
import type { TrustList } from '../../core/approval/trust-list.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { QrCode } from './qr-code.tsx';
import { buildPairingLink } from './pairing-link.ts';
import { poll } from '../session/poll.ts';
import type { Problem } from '../session/problem.ts';
import { phoneActionsOf } from '../settings/phone-actions.ts';
import type { Session } from '../session/session.ts';
import type { Invitation } from '../session/session-state.ts';
import { LinkToSend } from '../ui/link-to-send.tsx';
import { formatTimeLeft } from '../ui/time-text.ts';
import { useNow } from '../ui/use-now.ts';
import { useObservable } from '../session/observable.ts';
import { showDone } from '../ui/toast.tsx';
import { pairingTexts } from '../ui/texts.ts';

/** How often the invitation is checked for a new phone. */
const LOOK_EVERY: Duration = seconds(2);

type Props = {
  session: Session;
  trust: TrustList;
  describeProblem: (problem: Problem) => string;
};

/** Invites another phone, and adds it after the owner has compared the check numbers. */
export function AddPhone({ session, trust, describeProblem }: Props) {
  const { invitation } = useObservable(session.state);
  const now = useNow(session.now);
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const text = pairingTexts.addPhone;

  async function attempt(task: () => Promise<Problem | undefined>, done?: string): Promise<void> {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    const problem = await task();
    setBusy(false);
    if (problem) setTrouble(describeProblem(problem));
    else if (done !== undefined) showDone(done);
  }
  const phones = phoneActionsOf(session);
  const end = (said?: string) => {
    setTrouble(undefined);
    if (said !== undefined) showDone(said);
    void phones.withdrawInvitation();
  };
  const problem = (
    <p class="problem" role="status">
      {trouble}
    </p>
  );
  const inviteAs = (label: string) => (
    <button
      type="button"
      class="primary wide"
      disabled={busy}
      onClick={() => void attempt(() => phones.invite())}
    >
      {label}
    </button>
  );

  if (!invitation)
    return (
      <>
        {problem}
        {inviteAs(text.title)}
      </>
    );
  const { candidate, until } = invitation;
  const left = formatTimeLeft(until, now);
  return (
    <div class="card" role="group" aria-label={text.title}>
      <h3>{text.title}</h3>
      {left === undefined ? (
        <p role="status">{text.expired}</p>
      ) : candidate ? (
        <>
          <p role="status">
            {text.wantsToJoin(candidate.name)} <strong>{text.compare(candidate.check)}</strong>
          </p>
          <p class="hint">{text.compareAbout}</p>
        </>
      ) : (
        <Code session={session} invitation={invitation} left={left} trust={trust} />
      )}
      {problem}
      <div class="actions">
        {left === undefined ? (
          inviteAs(text.another)
        ) : candidate ? (
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={() => void attempt(() => phones.admit(), text.added(candidate.name))}
          >
            {text.add}
          </button>
        ) : null}
        {candidate && left !== undefined ? (
          <button
            type="button"
            class="danger"
            disabled={busy}
            onClick={() => end(text.refused(candidate.name))}
          >
            {text.refuse}
          </button>
        ) : (
          <button type="button" class="wide" disabled={busy} onClick={() => end()}>
            {text.close}
          </button>
        )}
      </div>
    </div>
  );
}

type CodeProps = { session: Session; invitation: Invitation; left: string; trust: TrustList };

/** The pairing code, and a link with the code and the digest of the first link that this phone has pinned. */
function Code({ session, invitation: { code }, left, trust }: CodeProps) {
  const text = pairingTexts.addPhone;
  useEffect(() => poll(() => phoneActionsOf(session).checkInvitation(), LOOK_EVERY), [session]);
  const [firstLink] = trust.linkDigests;
  const link =
    firstLink && buildPairingLink(location.origin, { code, household: trust.household, firstLink });
  return (
    <>
      {location.protocol !== 'https:' && <p class="hint">{text.sameMachine}</p>}
      <p>{text.about(`${location.origin}/phone/`)}</p>
      {link && <QrCode text={link} label={text.qrCode} />}
      <p class="shown-code">{code}</p>
      <p class="hint">{text.valid(left)}</p>
      {link && <LinkToSend link={link} title={text.shareTitle} />}
      <p class="muted" role="status">
        {text.waiting}
      </p>
    </>
  );
}
