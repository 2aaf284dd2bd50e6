import { useState } from 'preact/hooks';
import type { Trouble, TroubleView } from '../../core/api/trouble.ts';
import type { Session } from './session.ts';
import { formatMoment } from '../ui/time-text.ts';
import { useObservable } from './observable.ts';
import { commonTexts, sessionTexts } from '../ui/texts.ts';

/** Why a phone is paired again: its owner wants to use the recovery code, or has erased everything. */
export type PairAgainReason = 'lost' | 'erased';

/** Deletes what this phone has of its household, and asks for a pairing code or, with `lost`, for the recovery code. */
export type PairAgain = (why?: PairAgainReason) => void;

/** Explains why the phone cannot work at the moment, and what the owner can do. */
export function SessionBanner({ session, pairAgain }: { session: Session; pairAgain: PairAgain }) {
  const { trust, trouble, seenAt, serverTroubles } = useObservable(session.state);
  const text = sessionTexts.connection;
  const notPaired = trust.is === 'failing' && (trust.why === 'not-paired' || trust.why === 'revoked');
  const isOlder = trust.is === 'failing' && (trust.why === 'shorter' || trust.why === 'rewritten');
  // The key of a removed phone is of no use any more, so there is nothing to warn of.
  const isRemoved = trust.is === 'failing' && trust.why === 'revoked';
  return (
    <>
      {trust.is === 'failing' && (
        <p class="banner warning" role="alert">
          {trust.why === 'revoked'
            ? sessionTexts.trust.revoked(formatMoment(trust.at, session.now()), trust.name)
            : sessionTexts.trust[trust.why]}
        </p>
      )}
      <div role="status" class="connection">
        {trouble && trust.is !== 'failing' && (
          <p class="banner">
            {trouble.code === 'no-answer'
              ? seenAt === undefined
                ? text.lost
                : text.seenAt(formatMoment(seenAt, session.now()))
              : trouble.code === 'not-understood'
                ? trouble.title
                : text.refused(trouble.title)}
          </p>
        )}
      </div>
      <div role="status">
        {serverTroubles.filter(isKnown).map(({ code }) => (
          <p key={code} class="banner warning">
            {sessionTexts.serverTroubles[code]}
          </p>
        ))}
      </div>
      {notPaired && (
        <Leave
          start={text.pairAgain}
          warning={isRemoved ? undefined : text.pairAgainWarning}
          sure={text.pairAgainSure}
          leave={() => pairAgain()}
        />
      )}
      {isOlder && (
        <Leave
          about={text.restored}
          start={text.recover}
          warning={text.recoverWarning}
          sure={text.recoverSure}
          leave={() => pairAgain('lost')}
        />
      )}
    </>
  );
}

const isKnown = (trouble: TroubleView): trouble is TroubleView & { code: Trouble } =>
  trouble.code in sessionTexts.serverTroubles;

/** A way out that deletes this phone's key. With a warning it takes two taps. */
function Leave({
  about,
  start,
  warning,
  sure,
  leave,
}: {
  about?: string;
  start: string;
  warning: string | undefined;
  sure: string;
  leave: () => void;
}) {
  const [asked, setAsked] = useState(false);
  return (
    <div class="banner">
      {about !== undefined && <p>{about}</p>}
      {asked && <p>{warning}</p>}
      <div class="actions">
        <button
          type="button"
          class={asked ? 'danger' : ''}
          onClick={() => (asked || warning === undefined ? leave() : setAsked(true))}
        >
          {asked ? sure : start}
        </button>
        {asked && (
          <button type="button" onClick={() => setAsked(false)}>
            {commonTexts.cancel}
          </button>
        )}
      </div>
    </div>
  );
}
