import type { Channel } from '../../household/channel.ts';
import type { ContactProblem } from '../../household/contact.ts';

/** What the phone says about a channel where it asks for addresses. */
export const channelTexts: Readonly<Record<Channel, { address: string; addAddress: string }>> = {
  email: { address: 'Email address', addAddress: 'Add another address' },
};

export const contactProblemTexts: Readonly<Record<ContactProblem, string>> = {
  'name-missing': 'Give the name that is said to the Echo.',
  'name-too-long': 'A name has at most 60 characters.',
  'too-many-nicknames': 'At most 10 nicknames.',
  'address-missing': 'A contact needs at least one address.',
  'too-many-addresses': 'At most 5 addresses.',
  'email-too-long': 'An email address has at most 254 characters.',
  'email-malformed': 'This is not an email address; it should look like anna@example.org.',
};
