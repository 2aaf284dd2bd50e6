import { applySettingsChange, weakenedSettings } from '../household/settings.ts';
import type { Address } from '../household/contact.ts';
import type { Link } from './link.ts';
import type { TrustList } from './trust-list.ts';

/** What a link says, whoever signs it and whatever it follows. */
export type TrustChange = Link extends infer L
  ? L extends unknown
    ? Omit<L, 'household' | 'at' | 'prev'>
    : never
  : never;

/**
 * Whether a link opens the house further: a new address, a further phone, another passkey or one less, a weaker
 * setting. It then needs a passkey's word, where there is a passkey to ask for; the recovery code is for whoever has
 * none any more.
 */
export function weakensHousehold(said: TrustChange, { contacts, passkeys, settings }: TrustList): boolean {
  if (passkeys.size === 0) return false;
  switch (said.type) {
    case 'put-contact': {
      const known = new Set(contacts.get(said.contact.id)?.addresses.map(spelled));
      return said.contact.addresses.some(address => !known.has(spelled(address)));
    }
    case 'admit-phone':
    case 'add-passkey':
    case 'remove-passkey':
      return true;
    case 'change-settings':
      return weakenedSettings(settings, applySettingsChange(settings, said.settings)).length > 0;
    case 'remove-contact':
    case 'rename-phone':
    case 'revoke-phone':
    case 'recover':
      return false;
  }
}

const spelled = ({ channel, address }: Address) => `${channel} ${address}`;
