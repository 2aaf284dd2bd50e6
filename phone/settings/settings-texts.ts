import { PHONE_SETTINGS } from '../../core/text/phone-settings.ts';
import { inPhoneLanguage } from '../ui/texts.ts';

export const settingsTexts = inPhoneLanguage(PHONE_SETTINGS);
