import { useState } from 'preact/hooks';
import type { Problem } from '../session/problem.ts';
import { householdActionsOf } from './household-actions.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { showResult } from '../ui/toast.tsx';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

/** The passkeys of the household: a face, a fingerprint or a PIN on one of its devices. */
export function PasskeysSection({ session }: { session: Session }) {
  const trust = getTrustList(useObservable(session.state));
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const text = settingsTexts.passkeys;
  if (!trust) return null;
  const name = trust.phones.get(session.identity.phone)?.name ?? commonTexts.you;
  const attempt = async (task: () => Promise<Problem | undefined>, done: string) => {
    if (busy) return;
    setBusy(true);
    const problem = await task();
    setBusy(false);
    setRemoving(undefined);
    showResult(problem?.code === 'link-refused' ? text.stillNeeded : problem?.title, done);
  };
  return (
    <section aria-labelledby="passkeys">
      <h1 id="passkeys">{text.title}</h1>
      <p class="muted">{text.about}</p>
      <ul class="rows">
        {[...trust.passkeys.values()].map(passkey => (
          <li key={passkey.id}>
            <div class="row-line">
              <span>{passkey.name}</span>
              {removing !== passkey.id && (
                <button
                  type="button"
                  class="quiet"
                  disabled={busy}
                  aria-label={text.removeNamed(passkey.name)}
                  onClick={() => setRemoving(passkey.id)}
                >
                  {commonTexts.remove}
                </button>
              )}
            </div>
            {removing === passkey.id && (
              <div class="row-form" role="alert">
                <p>{text.removeSure(passkey.name)}</p>
                <div class="actions">
                  <button
                    type="button"
                    class="danger"
                    disabled={busy}
                    onClick={() =>
                      void attempt(
                        () => householdActionsOf(session).removePasskey(passkey.id),
                        text.removed(passkey.name),
                      )
                    }
                  >
                    {commonTexts.remove}
                  </button>
                  <button type="button" onClick={() => setRemoving(undefined)}>
                    {commonTexts.cancel}
                  </button>
                </div>
              </div>
            )}
          </li>
        ))}
      </ul>
      {trust.passkeys.size === 0 && <p>{text.none}</p>}
      {session.passkeys.supported ? (
        <button
          type="button"
          class="wide"
          disabled={busy}
          onClick={() => void attempt(() => householdActionsOf(session).addPasskey(name), text.added(name))}
        >
          {busy ? text.adding : text.add}
        </button>
      ) : (
        <p class="hint">{text.unsupported}</p>
      )}
    </section>
  );
}
