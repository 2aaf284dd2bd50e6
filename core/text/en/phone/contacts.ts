import type { Channel, Service } from '../../../household/channel.ts';
import type { ContactProblem } from '../../../household/contact.ts';

/** `services`: what the owner calls each service within a sentence. */
export const channels: {
  readonly [C in Channel]: { address: string; addAddress: string; services: Record<Service<C>, string> };
} = {
  email: {
    address: 'Email address',
    addAddress: 'Add another address',
    services: { 'mail-server': 'the mail server', 'amazon-ses': 'Amazon SES' },
  },
};

const problems: Readonly<Record<ContactProblem, string>> = {
  'name-missing': 'Enter the name you’ll say to the Echo.',
  'name-too-long': 'A name has at most 60 characters.',
  'too-many-nicknames': 'At most 10 nicknames.',
  'address-missing': 'A contact needs at least one address.',
  'too-many-addresses': 'At most 5 addresses.',
  'email-too-long': 'An email address has at most 254 characters.',
  'email-malformed': 'This is not an email address. It should look like anna@example.org.',
};

/** What the phone app says about contacts. */
export const contacts = {
  title: 'Contacts',
  about: 'Only your phones can add or change contacts.',
  empty: 'No contacts yet',
  emptyHint: 'Add the people you want to send messages to. The name is what you say to the Echo.',
  add: 'Add contact',
  search: 'Search contacts',
  noneFound: 'No contact matches.',
  edit: (name: string) => `Edit ${name}`,
  removeNamed: (name: string) => `Remove ${name}`,
  nameTaken: (name: string, other: string) =>
    `Spoken, “${name}” is the same as a name of your contact ${other}. Add a last name or choose another, so that the Echo can tell them apart.`,
  nameUnsayable: (name: string) => `“${name}” can’t be said to the Echo. Use letters or digits.`,
  nameLooksTaken: (name: string, other: string) =>
    `“${name}” looks the same as a name of your contact ${other}. Add a last name or choose another, so that you can tell them apart.`,
  nameHidesCharacters:
    'This name has characters that can’t be seen, or that change how it reads. Type it again, in letters and digits.',
  nameMixesScripts: (name: string) =>
    `“${name}” has letters of several alphabets in one word, so it could pass for another name. Type it again in one.`,
  name: 'Name',
  nameHint: 'As you say it to the Echo.',
  nicknames: 'Nicknames',
  nicknamesHint: 'Separated by commas. Optional.',
  addressLabel: (channel: string, number: number) => (number === 1 ? channel : `${channel} ${number}`),
  removeAddress: (number: number) => `Remove address ${number}`,
  removeSure: (name: string) => `Remove ${name}? You won’t be able to send ${name} messages.`,
  saved: (name: string) => `${name} saved.`,
  removed: (name: string) => `${name} removed.`,
  listChanged: 'Someone has changed the list since you opened it. Check it, then save again.',
  notConfirmed: 'No answer, so this may not be saved. Save again; it can’t be added twice.',
  also: (nicknames: string) => `also ${nicknames}`,
  soundsAlike: 'sounds like another',
  similar: (names: string) => `Sounds like ${names}, so the Echo will double-check more often.`,
  channels,
  problems,
};
