import type { InEveryLanguage } from '../household/language.ts';
import { recordAgain } from './en/phone/record-again.ts';

// In a file of its own, because the phone app loads what records only when somebody opens it.
export const PHONE_RECORD_AGAIN: InEveryLanguage<typeof recordAgain> = { en: recordAgain };
