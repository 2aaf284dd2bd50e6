import { useState } from 'preact/hooks';
import { hours, minutes, seconds } from '../../core/household/instant.ts';
import { changed, type Settings, type SettingsChange, weakens } from '../../core/household/settings.ts';
import { Choice } from '../ui/choice.tsx';
import { QuietHours } from './quiet-hours.tsx';
import type { Session } from '../session/session.ts';
import { trusted } from '../session/session-state.ts';
import { useWatched } from '../ui/use-now.ts';
import { words } from '../../core/text/en/phone.ts';

const text = words.settings;
const FLOORS = (['tap', 'listen', 'choose'] as const).map(one => [one, text.floors[one]] as const);
const POLICIES = (['always', 'listen', 'never'] as const).map(one => [one, text.policies[one]] as const);
const TELLINGS = (['nothing', 'room', 'contact'] as const).map(one => [one, text.tellings[one]] as const);
const HOLDS = [5, 15, 30, 60, 120, 360, 720].map(n => [minutes(n), text.minutes(n)] as const);
const UNDOS = [0, 5, 10, 20, 30].map(n => [seconds(n), n === 0 ? text.undoNone : text.seconds(n)] as const);
const RETENTIONS = [0, 1, 2, 7, 30].map(
  n => [hours(24 * n), n === 0 ? text.retentionNone : text.days(n)] as const,
);

const focus = (button: HTMLButtonElement | null) => button?.focus();
const meaningOf = (change: SettingsChange): string =>
  (Object.keys(change) as (keyof Settings)[]).map(one => text.weaker[one]).join(' ');

/** What the household has decided for itself. Each change is a signed link. */
export function SettingsSection({ session }: { session: Session }) {
  const trust = trusted(useWatched(session.state));
  const [notice, setNotice] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [weaker, setWeaker] = useState<SettingsChange>();
  if (!trust) return null;
  const { settings, passkeys } = trust;
  /** What guards the house less is done only once it was said what that means. */
  const set = async (change: SettingsChange, sure = false) => {
    const asks = !sure && weakens(settings, changed(settings, change));
    setWeaker(asks ? change : undefined);
    if (asks) return setNotice(undefined);
    setBusy(true);
    const problem = await session.house.set(change);
    setBusy(false);
    setNotice(problem?.title ?? text.changed);
  };
  const shared = { disabled: busy };
  return (
    <section aria-labelledby="settings">
      <h2 id="settings">{text.title}</h2>
      <p class="muted">{text.about}</p>
      <p class="notice" role="status">
        {notice}
      </p>
      {weaker && (
        <div class="card form" role="alert">
          <p class="warning">{meaningOf(weaker)}</p>
          <div class="actions">
            <button type="button" class="danger" disabled={busy} onClick={() => void set(weaker, true)}>
              {text.weaken}
            </button>
            <button type="button" ref={focus} onClick={() => setWeaker(undefined)}>
              {words.cancel}
            </button>
          </div>
        </div>
      )}
      <div class="card form">
        <Choice
          {...shared}
          label={text.floor}
          value={settings.floor}
          options={FLOORS}
          onValue={floor => void set({ floor })}
        />
        <Choice
          {...shared}
          label={text.passkeys}
          value={settings.passkeys}
          options={POLICIES}
          disabled={busy || passkeys.size === 0}
          hint={passkeys.size === 0 ? text.noPasskeyYet : undefined}
          onValue={policy => void set({ passkeys: policy })}
        />
        <Choice
          {...shared}
          label={text.undo}
          value={settings.undo}
          options={UNDOS}
          onValue={undo => void set({ undo })}
        />
        <Choice
          {...shared}
          label={text.hold}
          value={settings.hold}
          options={HOLDS}
          onValue={hold => void set({ hold })}
        />
        <Choice
          {...shared}
          label={text.retention}
          value={settings.retention}
          options={RETENTIONS}
          onValue={retention => void set({ retention })}
        />
        <Choice
          {...shared}
          label={text.telling}
          value={settings.telling}
          options={TELLINGS}
          onValue={telling => void set({ telling })}
        />
        <QuietHours quiet={settings.quiet} set={quiet => void set({ quiet })} disabled={busy} />
      </div>
    </section>
  );
}
