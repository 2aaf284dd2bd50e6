import { useLayoutEffect, useId, useRef, useState } from 'preact/hooks';
import type { Channel } from '../../core/household/channel.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { Api } from '../session/api-client.ts';
import { ChatField } from './chat-field.tsx';
import { type ContactDraft, contactOf, type DraftProblems, emptyAddress } from './contact-draft.ts';
import { Field } from '../ui/field.tsx';
import { SaveOrCancel } from '../ui/save-or-cancel.tsx';
import { commonTexts, contactTexts } from '../ui/texts.ts';
import { contactsScreenTexts } from './contacts-screen-texts.ts';

type Props = {
  api: Api;
  /** The channels that the operator has set up. */
  offered: readonly Channel[];
  start: ContactDraft;
  others: readonly Contact[];
  /** Saves the contact, or gives the sentence to show if that failed. */
  save: (contact: Contact) => Promise<string | undefined>;
  close: () => void;
};

/** Adds or changes a contact. */
export function ContactForm({ api, offered, start, others, save, close }: Props) {
  const text = contactsScreenTexts;
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState<DraftProblems>({ address: new Map() });
  const [trouble, setTrouble] = useState<string>();
  const [saving, setSaving] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const addressesId = useId();
  useLayoutEffect(() => first.current?.focus(), []);

  const change = (part: Partial<ContactDraft>) => setDraft({ ...draft, ...part });
  const setAddress = (place: number, address: string) =>
    change({ addresses: draft.addresses.map((old, at) => (at === place ? { ...old, address } : old)) });

  const without = (place: number) => draft.addresses.filter((_, at) => at !== place);

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

  /** Of the addresses on one channel, the first has no number in its label. */
  const numberAmong = (channel: Channel, place: number): number =>
    draft.addresses.slice(0, place + 1).filter(one => one.channel === channel).length;
  const addressField = (channel: Channel, place: number, address: string) => {
    const field = {
      label: text.addressLabel(contactTexts.channels[channel].address, numberAmong(channel, place)),
      problem: problems.address.get(place),
      value: address,
      onValue: (value: string) => setAddress(place, value),
    };
    return channel === 'telegram' ? (
      <ChatField api={api} {...field} />
    ) : (
      <Field kind={channel === 'email' ? 'email' : 'url'} {...field} />
    );
  };

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
        <div key={place}>
          {addressField(channel, place, address)}
          {draft.addresses.length > 1 && (
            <div class="row-actions">
              {place > 0 && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={text.tryAddressFirst(place + 1)}
                  onClick={() => change({ addresses: [draft.addresses[place]!, ...without(place)] })}
                >
                  {text.tryFirst}
                </button>
              )}
              <button
                type="button"
                class="quiet"
                aria-label={text.removeAddress(place + 1)}
                onClick={() => change({ addresses: without(place) })}
              >
                {commonTexts.remove}
              </button>
            </div>
          )}
        </div>
      ))}
      {draft.addresses.length > 1 && <p class="hint">{text.addressOrder}</p>}
      {problems.addresses !== undefined && (
        <p class="problem" id={addressesId}>
          {problems.addresses}
        </p>
      )}
      {offered.map(channel => (
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
      <SaveOrCancel disabled={saving} save={saving ? commonTexts.saving : commonTexts.save} cancel={close} />
    </form>
  );
}
