import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from '../ui/field.tsx';
import { SaveOrCancel } from '../ui/save-or-cancel.tsx';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';
import { NAME_LENGTH } from '../../core/household/contact-limits.ts';

type Props = {
  name: string;
  /** The label of the field. */
  label: string;
  /** Renames, or gives the sentence to show if that failed. */
  rename: (name: string) => Promise<string | undefined>;
  /** Shown beside the name. */
  about?: ComponentChildren;
  /** Further buttons. */
  more?: ComponentChildren;
};

/** A row with a name that the owner can change. */
export function RenameRow({ name, label, rename, about, more }: Props) {
  const [draft, setDraft] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const wanted = draft?.trim() ?? '';
    const problem = wanted && wanted !== name ? await rename(wanted) : undefined;
    setBusy(false);
    setTrouble(problem);
    if (problem === undefined) setDraft(undefined);
  }
  if (draft === undefined)
    return (
      <div class="row-line">
        <span>
          {name}
          {about}
        </span>
        <span class="row-buttons">
          <button
            type="button"
            class="quiet"
            aria-label={settingsTexts.rooms.rename(name)}
            onClick={() => setDraft(name)}
          >
            {commonTexts.rename}
          </button>
          {more}
        </span>
      </div>
    );
  return (
    <form class="row-form" onSubmit={event => void save(event)}>
      <Field label={label} value={draft} maxLength={NAME_LENGTH} problem={trouble} onValue={setDraft} />
      <SaveOrCancel disabled={busy} cancel={() => setDraft(undefined)} />
    </form>
  );
}
