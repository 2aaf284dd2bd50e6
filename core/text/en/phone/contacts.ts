import type { Channel, Service } from '../../../household/channel.ts';
import type { ContactProblem } from '../../../household/contact.ts';
import { MOST_ADDRESSES, MOST_NICKNAMES, NAME_LENGTH } from '../../../household/contact-limits.ts';

/**
 * `by`: how a message is sent. `shown`: how an address reads by itself. `services`: what the owner calls each service
 * within a sentence.
 */
export const channels: {
  readonly [C in Channel]: {
    by: string;
    address: string;
    addAddress: string;
    shown: (address: string) => string;
    services: Record<Service<C>, string>;
  };
} = {
  email: {
    by: 'by email',
    address: 'Email address',
    shown: address => address,
    addAddress: 'Add another address',
    services: { 'mail-server': 'the mail server', 'amazon-ses': 'Amazon SES' },
  },
  telegram: {
    by: 'by Telegram',
    address: 'Telegram chat',
    shown: chat => `Telegram chat ${chat}`,
    addAddress: 'Add Telegram',
    services: { telegram: 'Telegram' },
  },
  webhook: {
    by: 'by webhook',
    address: 'Webhook address',
    shown: address => address,
    addAddress: 'Add a webhook',
    services: { webhook: 'the webhook' },
  },
};

const problems: Readonly<Record<ContactProblem, string>> = {
  'name-missing': 'Enter the name you’ll say to the Echo.',
  'name-too-long': `A name has at most ${NAME_LENGTH} characters.`,
  'too-many-nicknames': `At most ${MOST_NICKNAMES} nicknames.`,
  'address-missing': 'A contact needs at least one address.',
  'too-many-addresses': `At most ${MOST_ADDRESSES} addresses.`,
  'email-too-long': 'An email address has at most 64 characters before the @, and 254 in all.',
  'email-malformed': 'This is not an email address. It should look like anna@example.org.',
  'email-hides-characters':
    'The address has characters that can’t be seen, or that change how it reads. Type it again.',
  'email-mixes-scripts':
    'A word in this address mixes letters of several alphabets, so it could pass for another address. Type it again in one alphabet.',
  'chat-malformed':
    'The number of a Telegram chat has digits only. Choose the chat once your contact has opened the link.',
  'webhook-malformed': 'This is not a web address. It should look like https://example.org/hook.',
};

/** What the phone app says about contacts in its first view, and wherever an address is entered. */
export const contacts = {
  search: 'Search contacts',
  noneFound: 'No contact matches.',
  channels,
  problems,
};
