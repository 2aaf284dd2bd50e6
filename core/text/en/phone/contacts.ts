import type { Channel } from '../../../household/channel.ts';
import type { ContactProblem } from '../../../household/contact.ts';

/** What the phone says about a channel where it asks for addresses. */
const channelTexts: Readonly<Record<Channel, { address: string; addAddress: string }>> = {
  email: { address: 'Email address', addAddress: 'Add another address' },
};

const contactProblemTexts: Readonly<Record<ContactProblem, string>> = {
  'name-missing': 'Give the name that is said to the Echo.',
  'name-too-long': 'A name has at most 60 characters.',
  'too-many-nicknames': 'At most 10 nicknames.',
  'address-missing': 'A contact needs at least one address.',
  'too-many-addresses': 'At most 5 addresses.',
  'email-too-long': 'An email address has at most 254 characters.',
  'email-malformed': 'This is not an email address; it should look like anna@example.org.',
};

/** What the phone app says about contacts. */
export const contacts = {
  title: 'Contacts',
  about: 'Every change is signed by this phone. Nobody else can add a contact or move an address.',
  empty: 'No contacts yet',
  emptyHint: 'Add whoever you want to send messages to. The name is what you say to the Echo.',
  add: 'Add contact',
  edit: (name: string) => `Edit ${name}`,
  removeNamed: (name: string) => `Remove ${name}`,
  nameTaken: (name: string) =>
    `Another contact is called ${name} already; the Echo could not tell them apart.`,
  name: 'Name',
  nameHint: 'As you say it to the Echo.',
  nicknames: 'Nicknames',
  nicknamesHint: 'Separated by commas. Optional.',
  addressLabel: (channel: string, number: number) => (number === 1 ? channel : `${channel} ${number}`),
  dropAddress: (number: number) => `Remove address ${number}`,
  removeSure: (name: string) => `Remove ${name}? Messages can then not be sent to ${name} any more.`,
  saved: (name: string) => `${name} is saved.`,
  removed: (name: string) => `${name} is removed.`,
  moved: 'The list had changed meanwhile and was loaded again. Look at it, then save again.',
  notConfirmed:
    'The house did not answer, so it is not known whether this was saved. Save again: it is safe to ask twice.',
  also: (nicknames: string) => `also ${nicknames}`,
  similar: (names: string) => `Easily mistaken for ${names}. The Echo asks more often which one is meant.`,
  channels: channelTexts,
  problems: contactProblemTexts,
};
