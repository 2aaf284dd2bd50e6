import { useState } from 'preact/hooks';
import type { Session } from './session.ts';
import { formatMoment } from '../ui/time-text.ts';
import { useObservable } from './observable.ts';
import { commonTexts, sessionTexts } from '../ui/texts.ts';

/** Explains why the phone cannot work at the moment, and what the owner can do. */
export function SessionBanner({ session, pairAgain }: { session: Session; pairAgain: () => void }) {
  const { trust, trouble, seenAt } = useObservable(session.state);
  const [asked, setAsked] = useState(false);
  const text = sessionTexts.connection;
  const notPaired = trust.is === 'failing' && (trust.why === 'not-paired' || trust.why === 'revoked');
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
      <div role="status">
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
      {notPaired && (
        <div class="banner">
          {asked && <p>{text.pairAgainWarning}</p>}
          <div class="actions">
            <button
              type="button"
              class={asked ? 'danger' : ''}
              onClick={() => (asked || isRemoved ? pairAgain() : setAsked(true))}
            >
              {asked ? text.pairAgainSure : text.pairAgain}
            </button>
            {asked && (
              <button type="button" onClick={() => setAsked(false)}>
                {commonTexts.cancel}
              </button>
            )}
          </div>
        </div>
      )}
    </>
  );
}
