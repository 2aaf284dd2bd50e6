import { settings } from './en/phone/settings.ts';
import type { InEveryLanguage } from './languages.ts';

// In a file of its own, because the phone app loads its settings screen only when somebody opens it.
export const PHONE_SETTINGS: InEveryLanguage<typeof settings> = { en: settings };
