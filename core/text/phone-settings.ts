import type { InEveryLanguage } from '../household/language.ts';
import { settings } from './en/phone/settings.ts';

// In a file of its own, because the phone app loads its settings screen only when somebody opens it.
export const PHONE_SETTINGS: InEveryLanguage<typeof settings> = { en: settings };
