import { useState } from 'preact/hooks';
import {
  applySettingsChange,
  offeredValues,
  settingNames,
  type Settings,
  type SettingsChange,
  weakenedSettings,
} from '../../core/household/settings.ts';
import { Choice } from '../ui/choice.tsx';
import { QuietHoursForm } from './quiet-hours.tsx';
import { householdActionsOf } from './household-actions.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

const text = settingsTexts.rules;

const focus = (button: HTMLButtonElement | null) => button?.focus();

/** The settings of the trust list. Each change is a signed link. */
export function SettingsSection({ session }: { session: Session }) {
  const trust = getTrustList(useObservable(session.state));
  const [notice, setNotice] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [pendingChange, setPendingChange] = useState<SettingsChange>();
  if (!trust) return null;
  const { settings, passkeys } = trust;
  const weakenedBy = (change: SettingsChange) =>
    weakenedSettings(settings, applySettingsChange(settings, change));
  /** A change that weakens the household needs a second tap, after the owner has read what it means. */
  const set = async (change: SettingsChange, isSure = false) => {
    const mustAsk = !isSure && weakenedBy(change).length > 0;
    setPendingChange(mustAsk ? change : undefined);
    if (mustAsk) return setNotice(undefined);
    setBusy(true);
    const problem = await householdActionsOf(session).changeSettings(change);
    setBusy(false);
    setNotice(problem?.title ?? text.saved);
  };
  return (
    <section aria-labelledby="settings">
      <h2 id="settings">{text.title}</h2>
      <p class="muted">{text.about}</p>
      <p class="notice" role="status">
        {notice}
      </p>
      {pendingChange && (
        <div class="card form" role="alert">
          <p class="warning">
            {weakenedBy(pendingChange)
              .map(name => settingsTexts.values[name].weaker)
              .join(' ')}
          </p>
          <div class="actions">
            <button
              type="button"
              class="danger"
              disabled={busy}
              onClick={() => void set(pendingChange, true)}
            >
              {text.weaken}
            </button>
            <button type="button" ref={focus} onClick={() => setPendingChange(undefined)}>
              {commonTexts.cancel}
            </button>
          </div>
        </div>
      )}
      <div class="card form">
        {settingNames.map(name =>
          name === 'quietHours' ? (
            <QuietHoursForm
              key={name}
              quietHours={settings.quietHours}
              set={quietHours => void set({ quietHours })}
              disabled={busy}
            />
          ) : (
            <SettingChoice
              key={name}
              name={name}
              value={settings[name]}
              set={set}
              disabled={busy || (name === 'passkeys' && passkeys.size === 0)}
              hint={name === 'passkeys' && passkeys.size === 0 ? text.noPasskeyYet : undefined}
            />
          ),
        )}
      </div>
    </section>
  );
}

type ChoiceName = Exclude<keyof Settings, 'quietHours'>;

function SettingChoice<K extends ChoiceName>({
  name,
  set,
  ...rest
}: {
  name: K;
  value: Settings[K];
  set: (change: SettingsChange) => Promise<void>;
  disabled: boolean;
  hint: string | undefined;
}) {
  const text = settingsTexts.values[name];
  const options = offeredValues(name).map(value => [value, text.value?.(value) ?? String(value)] as const);
  return (
    <Choice {...rest} label={text.label} options={options} onValue={value => void set({ [name]: value })} />
  );
}
