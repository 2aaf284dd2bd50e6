import type { Address } from '../household/contact.ts';
import { applySettingsChange, weakenedSettings } from '../household/settings.ts';
import type { TrustChange } from './link.ts';
import type { TrustList } from './trust-list.ts';

/**
 * Whether a change weakens the household: it adds an address, a phone or a passkey, removes a passkey, or weakens a
 * setting. Such a link needs a passkey's assertion. Gives false for a household without passkeys, and for `recover`,
 * because the passkeys may be lost together with the phones.
 */
export function weakensHousehold(change: TrustChange, { contacts, passkeys, settings }: TrustList): boolean {
  if (passkeys.size === 0) return false;
  switch (change.type) {
    case 'put-contact': {
      const known = new Set(contacts.get(change.contact.id)?.addresses.map(spelled));
      return change.contact.addresses.some(address => !known.has(spelled(address)));
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

const spelled = ({ channel, address }: Address) => `${channel} ${address}`;
