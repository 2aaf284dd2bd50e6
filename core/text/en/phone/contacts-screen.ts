import type { StoppedBy } from '../../../household/consent.ts';

/** Why no message goes to an address. */
const stopped: Readonly<Record<StoppedBy, (when: string) => string>> = {
  page: when =>
    `Stopped by the recipient, ${when}. Only they can allow messages again, on the page that each mail links to.`,
  telegram: when => `Stopped by the recipient in Telegram, ${when}.`,
  complaint: when => `The recipient reported a message as spam, ${when}. Nothing more is sent there.`,
};

/** What the screen of contacts says. It is loaded when somebody opens it. */
export const contactsScreen = {
  title: 'Contacts',
  about: 'Only your phones can add or change contacts.',
  empty: 'No contacts yet',
  emptyHint: 'Add the people you want to send messages to. The name is what you say to the Echo.',
  add: 'Add contact',
  edit: (name: string) => `Edit ${name}`,
  removeNamed: (name: string) => `Remove ${name}`,
  nameTaken: (name: string, other: string) =>
    `When spoken, “${name}” is the same as a name of your contact ${other}. Add a last name or choose another, so that the Echo can tell them apart.`,
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
  addressOrder: 'The first address is tried first, and the next only if it refuses.',
  tryFirst: 'Try first',
  tryAddressFirst: (number: number) => `Try address ${number} first`,
  removeAddress: (number: number) => `Remove address ${number}`,
  removeSure: (name: string) => `Remove ${name}? You won’t be able to send ${name} messages.`,
  saved: (name: string) => `${name} saved.`,
  removed: (name: string) => `${name} removed.`,
  listChanged: 'Someone has changed the list since you opened it. Check it, then save again.',
  notConfirmed: 'No answer, so this may not be saved. Save again; it can’t be added twice.',
  also: (nicknames: string) => `also ${nicknames}`,
  stopped,
  stoppedBriefly: 'wants no messages',
  bounced: (when: string, reply: string) => `A mail to this address came back, ${when}: ${reply}`,
  bouncedBriefly: 'a mail came back',
  soundsAlike: 'sounds like another',
  similar: (names: string) => `Sounds like ${names}, so the Echo will double-check more often.`,
  chat: {
    hint: 'Send your contact the link. Once they have opened it and pressed Start, choose their chat here.',
    getLink: 'Get a link for Telegram',
    shareTitle: 'Voice messages from us by Telegram',
    choose: (name: string, chat: string) =>
      `${name === '' ? 'Somebody' : name} started the bot: use this chat (${chat})`,
  },
};
