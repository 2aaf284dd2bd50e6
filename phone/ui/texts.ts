import { type InEveryLanguage, inLanguage, languageOf } from '../../core/household/language.ts';
import { common } from '../../core/text/en/phone/common.ts';
import { contacts } from '../../core/text/en/phone/contacts.ts';
import { messages } from '../../core/text/en/phone/messages.ts';
import { pairing } from '../../core/text/en/phone/pairing.ts';
import { push } from '../../core/text/en/phone/push.ts';
import { session } from '../../core/text/en/phone/session.ts';

/** The language of the phone app. It is always English so far. */
export const PHONE_LANGUAGE = languageOf('en');

// @__NO_SIDE_EFFECTS__ lets a bundle leave out the texts that its program does not use.
/* @__NO_SIDE_EFFECTS__ */
export const inPhoneLanguage = <Texts>(texts: InEveryLanguage<Texts>): Texts =>
  inLanguage(texts, PHONE_LANGUAGE);

// The texts of screens that are loaded late are in files beside those screens.
export const commonTexts = inPhoneLanguage({ en: common });
export const contactTexts = inPhoneLanguage({ en: contacts });
export const messageTexts = inPhoneLanguage({ en: messages });
export const pairingTexts = inPhoneLanguage({ en: pairing });
export const pushTexts = inPhoneLanguage({ en: push });
export const sessionTexts = inPhoneLanguage({ en: session });
