import { type InEveryLanguage, inLanguage, languageOf } from '../../core/household/language.ts';
import {
  PHONE_COMMON,
  PHONE_CONTACTS,
  PHONE_MESSAGES,
  PHONE_PAIRING,
  PHONE_PUSH,
  PHONE_SESSION,
} from '../../core/text/texts.ts';

/** The language of the phone app. It is always English so far. */
export const PHONE_LANGUAGE = languageOf('en');

// @__NO_SIDE_EFFECTS__ lets a bundle leave out the texts that its program does not use.
/* @__NO_SIDE_EFFECTS__ */
export const inPhoneLanguage = <Texts>(texts: InEveryLanguage<Texts>): Texts =>
  inLanguage(texts, PHONE_LANGUAGE);

export const commonTexts = inPhoneLanguage(PHONE_COMMON);
export const contactTexts = inPhoneLanguage(PHONE_CONTACTS);
export const messageTexts = inPhoneLanguage(PHONE_MESSAGES);
export const pairingTexts = inPhoneLanguage(PHONE_PAIRING);
export const pushTexts = inPhoneLanguage(PHONE_PUSH);
export const sessionTexts = inPhoneLanguage(PHONE_SESSION);
