import { type InEveryLanguage, inLanguage, type Language } from '../../household/language.ts';
import * as english from './english.ts';

/** The words with which people ask for a message in one language. A language that lacks some does not compile. */
export type RequestWords = typeof english;

const REQUEST_WORDS: InEveryLanguage<RequestWords> = { en: english };

/** The words with which somebody of `language` asks for a message. */
export const requestWordsIn = (language: Language): RequestWords => inLanguage(REQUEST_WORDS, language);
