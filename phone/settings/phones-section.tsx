import { useState } from 'preact/hooks';
import type { Phone } from '../../core/approval/trust-list.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { AddPhone } from '../pairing/add-phone.tsx';
import type { Problem } from '../session/problem.ts';
import { RenameRow } from './rename-row.tsx';
import { phoneActionsOf } from './phone-actions.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { formatMoment } from '../ui/time-text.ts';
import { useNow } from '../ui/use-now.ts';
import { useObservable } from '../session/observable.ts';
import { showDone } from '../ui/toast.tsx';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

/** The phones of the household: rename, remove and add. `leave` is called after this phone has been removed. */
export function PhonesSection({ session, leave }: { session: Session; leave: () => void }) {
  const trust = getTrustList(useObservable(session.state));
  const text = settingsTexts.phones;
  const phones = [...(trust?.phones.values() ?? [])];
  return (
    <section aria-labelledby="phones">
      <h2 id="phones">{text.title}</h2>
      <ul class="rows">
        {phones.map(phone => (
          <li key={phone.id}>
            <ErrorBoundary>
              <PhoneRow
                phone={phone}
                session={session}
                last={phones.length === 1}
                revoked={() => {
                  showDone(text.removed(phone.name));
                  if (phone.id === session.identity.phone) leave();
                }}
              />
            </ErrorBoundary>
          </li>
        ))}
      </ul>
      {trust && <AddPhone session={session} trust={trust} describeProblem={describeProblem} />}
    </section>
  );
}

type RowProps = { phone: Phone; session: Session; last: boolean; revoked: () => void };

function PhoneRow({ phone, session, last, revoked }: RowProps) {
  const { id, name, since } = phone;
  const now = useNow(session.now);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const text = settingsTexts.phones;
  const mine = id === session.identity.phone;
  async function revoke(phoneId: PhoneId): Promise<void> {
    if (busy) return;
    setBusy(true);
    const problem = await phoneActionsOf(session).revoke(phoneId);
    setBusy(false);
    if (problem) setTrouble(describeProblem(problem));
    else revoked();
  }
  const ask = (
    <button type="button" class="quiet" aria-label={text.removeNamed(name)} onClick={() => setAsked(true)}>
      {commonTexts.remove}
    </button>
  );
  return (
    <>
      <RenameRow
        name={name}
        label={text.name}
        rename={async wanted => {
          const problem = await phoneActionsOf(session).rename(id, wanted);
          return problem && describeProblem(problem);
        }}
        about={
          <>
            {mine && <span class="tag">{text.thisPhone}</span>}
            <span class="muted since">{text.since(formatMoment(since, now))}</span>
          </>
        }
        more={!last && !asked && ask}
      />
      {asked && !last && (
        <div class="row-form">
          <p>{mine ? text.removeThisSure : text.removeSure(name)}</p>
          <p class="problem" role="status">
            {trouble}
          </p>
          <div class="actions">
            <button type="button" class="danger" disabled={busy} onClick={() => void revoke(id)}>
              {commonTexts.remove}
            </button>
            <button type="button" onClick={() => setAsked(false)}>
              {commonTexts.cancel}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

function describeProblem({ code, title }: Problem): string {
  if (code === 'trust-list-changed') return settingsTexts.phones.listChanged;
  return code === 'no-answer' ? settingsTexts.phones.notConfirmed : title;
}
