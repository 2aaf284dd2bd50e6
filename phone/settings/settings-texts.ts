import { settings } from '../../core/text/en/phone/settings.ts';
import { inPhoneLanguage } from '../ui/texts.ts';

export const settingsTexts = inPhoneLanguage({ en: settings });
