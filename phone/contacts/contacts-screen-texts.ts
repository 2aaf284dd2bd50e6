import { contactsScreen } from '../../core/text/en/phone/contacts-screen.ts';
import { inPhoneLanguage } from '../ui/texts.ts';

export const contactsScreenTexts = inPhoneLanguage({ en: contactsScreen });
