import { Fragment } from 'preact';
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
import { HouseholdNameForm } from './household-name.tsx';
import { QuietHoursForm } from './quiet-hours.tsx';
import { householdActionsOf } from './household-actions.ts';
import { listPhonesWithoutPasskey } from '../session/passkeys.ts';
import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { showResult } from '../ui/toast.tsx';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

const text = settingsTexts.rules;

const focus = (button: HTMLButtonElement | null) => button?.focus();

/** The settings of the trust list. Each change is a signed link. */
export function SettingsSection({ session }: { session: Session }) {
  const trust = getTrustList(useObservable(session.state));
  const [busy, setBusy] = useState(false);
  const [pendingChange, setPendingChange] = useState<SettingsChange>();
  if (!trust) return null;
  const { settings, passkeys } = trust;
  const weakenedBy = (change: SettingsChange) =>
    weakenedSettings(settings, applySettingsChange(settings, change));
  /** What a change takes away, and which phones could not send any more. */
  const warningsOf = (change: SettingsChange): string[] => {
    const shutOut = listPhonesWithoutPasskey(trust).map(({ name }) => name);
    const isStricter = change.passkeys !== undefined && change.passkeys !== 'never';
    return [
      ...weakenedBy(change).flatMap(name => settingsTexts.values[name].weaker ?? []),
      ...(isStricter && shutOut.length > 0 ? [text.shutOut(shutOut.join(', '))] : []),
    ];
  };
  const question = pendingChange && (
    <div class="confirm" role="alert">
      <p class="warning">
        {describeChange(pendingChange)} {warningsOf(pendingChange).join(' ')}
      </p>
      <div class="actions">
        <button type="button" class="danger" disabled={busy} onClick={() => void set(pendingChange, true)}>
          {text.weaken}
        </button>
        <button type="button" ref={focus} onClick={() => setPendingChange(undefined)}>
          {commonTexts.cancel}
        </button>
      </div>
    </div>
  );
  /**
   * A change that weakens the household, or shuts a phone out, needs a second tap, after the owner has read what it
   * means. Gives whether the change is saved.
   */
  const set = async (change: SettingsChange, isSure = false): Promise<boolean> => {
    const mustAsk = !isSure && warningsOf(change).length > 0;
    setPendingChange(mustAsk ? change : undefined);
    if (mustAsk) return false;
    setBusy(true);
    const problem = await householdActionsOf(session).changeSettings(change);
    setBusy(false);
    showResult(problem?.title, text.saved);
    return problem === undefined;
  };
  return (
    <section aria-labelledby="settings">
      <h1 id="settings">{text.title}</h1>
      <p class="muted">{text.about}</p>
      <div class="card form">
        {settingNames.map(name => (
          <Fragment key={name}>
            {name === 'quietHours' ? (
              <QuietHoursForm
                quietHours={settings.quietHours}
                set={quietHours => void set({ quietHours })}
                disabled={busy}
              />
            ) : name === 'householdName' ? (
              <HouseholdNameForm
                name={settings.householdName}
                set={householdName => set({ householdName })}
                disabled={busy}
              />
            ) : (
              <SettingChoice
                name={name}
                value={settings[name]}
                set={set}
                disabled={busy || (name === 'passkeys' && passkeys.size === 0)}
                hint={name === 'passkeys' && passkeys.size === 0 ? text.noPasskeyYet : undefined}
              />
            )}
            {pendingChange && name in pendingChange && question}
          </Fragment>
        ))}
      </div>
    </section>
  );
}

/** The question whether to change a setting, with its new value. */
const describeChange = (change: SettingsChange): string =>
  settingNames
    .flatMap(name => {
      const { label, value } = settingsTexts.values[name];
      const describe = value as ((to: unknown) => string) | null;
      return name in change && describe ? [text.changeTo(label, describe(change[name]))] : [];
    })
    .join(' ');

type ChoiceName = Exclude<keyof Settings, 'quietHours' | 'householdName'>;

function SettingChoice<K extends ChoiceName>({
  name,
  set,
  ...rest
}: {
  name: K;
  value: Settings[K];
  set: (change: SettingsChange) => Promise<unknown>;
  disabled: boolean;
  hint: string | undefined;
}) {
  const text = settingsTexts.values[name];
  const options = offeredValues(name).map(value => [value, text.value?.(value) ?? String(value)] as const);
  return (
    <Choice {...rest} label={text.label} options={options} onValue={value => void set({ [name]: value })} />
  );
}
