import type { Contact } from '../household/contact.ts';
import { applySettingsChange, weakenedSettings } from '../household/settings.ts';
import type { TrustChange } from './link.ts';
import type { TrustList } from './trust-list.ts';

/**
 * Whether a change weakens the household: it adds a phone or a passkey, removes a passkey, weakens a setting, or gives
 * a contact an address or a name. A name can lead a message to another contact. Such a link needs a passkey's
 * assertion. Gives false for a household without passkeys, and for `recover`, because the passkeys may be lost together
 * with the phones.
 */
export function weakensHousehold(change: TrustChange, { contacts, passkeys, settings }: TrustList): boolean {
  if (passkeys.size === 0) return false;
  switch (change.type) {
    case 'put-contact': {
      const before = contacts.get(change.contact.id);
      const known = new Set(before ? reachedBy(before) : []);
      return reachedBy(change.contact).some(one => !known.has(one));
    }
    case 'admit-phone':
    case 'add-passkey':
    case 'remove-passkey':
      return true;
    case 'change-settings':
      return weakenedSettings(settings, applySettingsChange(settings, change.settings)).length > 0;
    case 'remove-contact':
    case 'rename-phone':
    case 'revoke-phone':
    case 'recover':
      return false;
  }
}

/** The names by which somebody asks for a contact, and the addresses to which it leads. */
const reachedBy = ({ name, nicknames, addresses }: Contact): string[] => [
  ...[name, ...nicknames].map(one => `name ${one}`),
  ...addresses.map(({ channel, address }) => `${channel} ${address}`),
];
