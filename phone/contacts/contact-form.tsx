import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { channels } from '../../core/household/channel.ts';
import type { Contact } from '../../core/household/contact.ts';
import { type ContactDraft, contactOf, type DraftProblems, emptyAddress } from './contact-draft.ts';
import { Field } from '../ui/field.tsx';
import { commonTexts, contactTexts } from '../ui/texts.ts';

type Props = {
  start: ContactDraft;
  others: readonly Contact[];
  /** Saves the contact, or gives the sentence to show if that failed. */
  save: (contact: Contact) => Promise<string | undefined>;
  close: () => void;
};

/** Adds or changes a contact. */
export function ContactForm({ start, others, save, close }: Props) {
  const text = contactTexts;
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState<DraftProblems>({ address: new Map() });
  const [trouble, setTrouble] = useState<string>();
  const [saving, setSaving] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const addressesId = useId();
  useEffect(() => first.current?.focus(), []);

  const change = (part: Partial<ContactDraft>) => setDraft({ ...draft, ...part });
  const setAddress = (place: number, address: string) =>
    change({ addresses: draft.addresses.map((old, at) => (at === place ? { ...old, address } : old)) });

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (saving) return;
    const read = contactOf(draft, others);
    setProblems('problems' in read ? read.problems : { address: new Map() });
    setTrouble(undefined);
    if ('problems' in read) return;
    setSaving(true);
    setTrouble(await save(read.contact));
    setSaving(false);
  }

  return (
    <form class="card form" noValidate onSubmit={event => void submit(event)}>
      <Field
        label={text.name}
        hint={text.nameHint}
        problem={problems.name}
        value={draft.name}
        input={first}
        onValue={name => change({ name })}
      />
      <Field
        label={text.nicknames}
        hint={text.nicknamesHint}
        problem={problems.nicknames}
        value={draft.nicknames}
        onValue={nicknames => change({ nicknames })}
      />
      {draft.addresses.map(({ channel, address }, place) => (
        <div key={place} class="row">
          <Field
            label={text.addressLabel(contactTexts.channels[channel].address, place + 1)}
            kind="email"
            problem={problems.address.get(place)}
            value={address}
            onValue={value => setAddress(place, value)}
          />
          {draft.addresses.length > 1 && (
            <button
              type="button"
              class="quiet"
              aria-label={text.removeAddress(place + 1)}
              onClick={() => change({ addresses: draft.addresses.filter((_, at) => at !== place) })}
            >
              {commonTexts.remove}
            </button>
          )}
        </div>
      ))}
      {problems.addresses !== undefined && (
        <p class="problem" id={addressesId}>
          {problems.addresses}
        </p>
      )}
      {channels.map(channel => (
        <button
          key={channel}
          type="button"
          class="link"
          onClick={() => change({ addresses: [...draft.addresses, emptyAddress(channel)] })}
        >
          {contactTexts.channels[channel].addAddress}
        </button>
      ))}
      <p class="problem" role="status">
        {trouble}
      </p>
      <div class="actions">
        <button type="submit" class="primary" disabled={saving}>
          {saving ? commonTexts.saving : commonTexts.save}
        </button>
        <button type="button" onClick={close}>
          {commonTexts.cancel}
        </button>
      </div>
    </form>
  );
}
