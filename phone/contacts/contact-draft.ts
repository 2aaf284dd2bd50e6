import type { Link } from '../../core/approval/link.ts';
import { headOf, type TrustList } from '../../core/approval/trust-list.ts';
import {
  type Address,
  type Contact,
  type ContactProblem,
  contactSchema,
} from '../../core/household/contact.ts';
import { findNameProblem, type NameProblem } from '../../core/confidence/names/name-problem.ts';
import { findEmailProblem } from '../../core/household/email-address.ts';
import { type Channel, channels } from '../../core/household/channel.ts';
import type { ContactId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { asciiForm } from '../ui/address-forms.ts';
import { contactTexts } from '../ui/texts.ts';
import { contactsScreenTexts } from './contacts-screen-texts.ts';

/** The values of a contact's form. */
export type ContactDraft = { id: ContactId; name: string; nicknames: string; addresses: Address[] };

/** The problems of a draft by field, and those of addresses by their index. */
export type DraftProblems = {
  name?: string;
  nicknames?: string;
  addresses?: string;
  address: Map<number, string>;
};

export const emptyAddress = (channel: Channel): Address => ({ channel, address: '' });

export const emptyDraft = (id: ContactId): ContactDraft => ({
  id,
  name: '',
  nicknames: '',
  addresses: channels.slice(0, 1).map(emptyAddress),
});

export const draftOf = ({ id, name, nicknames, addresses }: Contact): ContactDraft => ({
  id,
  name,
  nicknames: nicknames.join(', '),
  addresses,
});

/**
 * Parses a draft into a contact, or gives its problems. Empty address fields are ignored if another is filled. A
 * name that cannot be said, or that the Echo could not tell from one of another contact, is refused.
 */
export function contactOf(
  draft: ContactDraft,
  others: readonly Contact[],
): { contact: Contact } | { problems: DraftProblems } {
  const filled = draft.addresses.map(({ channel, address }, place) => ({
    channel,
    address: channel === 'email' ? asciiForm(address.trim()) : address.trim(),
    place,
  }));
  const kept = filled.some(({ address }) => address)
    ? filled.filter(({ address }) => address)
    : filled.slice(0, 1);
  const parsed = contactSchema.safeParse({
    id: draft.id,
    name: draft.name,
    nicknames: draft.nicknames
      .split(',')
      .map(name => name.trim())
      .filter(name => name),
    addresses: kept.map(({ channel, address }) => ({ channel, address })),
  });
  const problems: DraftProblems = { address: new Map() };
  if (parsed.success) {
    for (const { channel, address, place } of kept) {
      // The schema lets addresses pass that were saved before.
      const problem = channel === 'email' && findEmailProblem(address.normalize());
      if (problem) problems.address.set(place, contactTexts.problems[problem]);
    }
    if (problems.address.size > 0) return { problems };
    const problem = findNameProblem(parsed.data, others);
    if (!problem) return { contact: parsed.data };
    return { problems: { [problem.in]: describeNameProblem(problem), address: new Map() } };
  }

  for (const { path, message: code } of parsed.error.issues) {
    const [field, index] = path;
    const message = contactTexts.problems[code as ContactProblem] ?? code;
    const place = typeof index === 'number' ? kept[index]?.place : undefined;
    if (field === 'name') problems.name ??= message;
    else if (field === 'nicknames') problems.nicknames ??= message;
    else if (place !== undefined) problems.address.set(place, problems.address.get(place) ?? message);
    else problems.addresses ??= message;
  }
  return { problems };
}

function describeNameProblem(problem: NameProblem): string {
  const { name } = problem;
  switch (problem.code) {
    case 'name-taken':
      return contactsScreenTexts.nameTaken(name, problem.by.name);
    case 'name-looks-taken':
      return contactsScreenTexts.nameLooksTaken(name, problem.by.name);
    case 'name-unsayable':
      return contactsScreenTexts.nameUnsayable(name);
    case 'name-hides-characters':
      return contactsScreenTexts.nameHidesCharacters;
    case 'name-mixes-scripts':
      return contactsScreenTexts.nameMixesScripts(name);
  }
}

export const putLink = (trust: TrustList, contact: Contact, at: Instant): Link => ({
  type: 'put-contact',
  household: trust.household,
  at,
  prev: headOf(trust),
  contact,
});

export const removeLink = (trust: TrustList, contact: ContactId, at: Instant): Link => ({
  type: 'remove-contact',
  household: trust.household,
  at,
  prev: headOf(trust),
  contact,
});
