import { useState } from 'preact/hooks';
import { Field } from '../ui/field.tsx';
import { SaveOrCancel } from '../ui/save-or-cancel.tsx';
import { settingsTexts } from './settings-texts.ts';
import { NAME_LENGTH } from '../../core/household/contact-limits.ts';

type Props = {
  name: string | null;
  /** Gives whether the name is saved. */
  set: (name: string | null) => Promise<boolean>;
  disabled: boolean;
};

/** How messages name the household to their recipients. With an empty name they do not name it. */
export function HouseholdNameForm({ name, set, disabled }: Props) {
  const [draft, setDraft] = useState<string>();
  const wanted = draft?.trim() ?? '';
  /** What was typed stays until it is saved. */
  const save = async (event: Event) => {
    event.preventDefault();
    if (await set(wanted === '' ? null : wanted)) setDraft(undefined);
  };
  return (
    <form onSubmit={event => void save(event)}>
      <Field
        label={settingsTexts.values.householdName.label}
        hint={settingsTexts.rules.householdNameAbout}
        value={draft ?? name ?? ''}
        maxLength={NAME_LENGTH}
        onValue={setDraft}
      />
      {draft !== undefined && wanted !== (name ?? '') && (
        <SaveOrCancel disabled={disabled} cancel={() => setDraft(undefined)} />
      )}
    </form>
  );
}
