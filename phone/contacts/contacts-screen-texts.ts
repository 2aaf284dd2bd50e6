import { PHONE_CONTACTS_SCREEN } from '../../core/text/phone-contacts-screen.ts';
import { inPhoneLanguage } from '../ui/texts.ts';

export const contactsScreenTexts = inPhoneLanguage(PHONE_CONTACTS_SCREEN);
