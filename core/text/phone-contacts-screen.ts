import type { InEveryLanguage } from '../household/language.ts';
import { contactsScreen } from './en/phone/contacts-screen.ts';

// In a file of its own, because the phone app loads its screen of contacts only when somebody opens it.
export const PHONE_CONTACTS_SCREEN: InEveryLanguage<typeof contactsScreen> = { en: contactsScreen };
