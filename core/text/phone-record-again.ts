import { recordAgain } from './en/phone/record-again.ts';
import type { InEveryLanguage } from './languages.ts';

// In a file of its own, because the phone app loads what records only when somebody opens it.
export const PHONE_RECORD_AGAIN: InEveryLanguage<typeof recordAgain> = { en: recordAgain };
