import { english } from './en/english.ts';
import type { SpokenLocale } from './intents.ts';

/** What every locale is told, the languages one after the other. */
export const SPOKEN = { ...english } satisfies Record<string, SpokenLocale>;
export type Locale = keyof typeof SPOKEN;

/** The locales in which the skill is published, the first one first. */
export const LOCALES = Object.keys(SPOKEN) as Locale[];
