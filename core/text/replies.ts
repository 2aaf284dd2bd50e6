import { type Language, languageOf } from '../household/language.ts';
import { REPLIES, textsIn } from './languages.ts';

/** What the Echo says, in one language. No text has a place for a contact's name: a name must come from the speaker. */
export interface ReplyTexts {
  welcome: string;
  paused: string;
  tooManyWaiting: string;
  tooManyHeld: string;
  welcomeAgain: string;
  help: string;
  toWhom: string;
  toWhomAgain: string;
  unknownName: string;
  ambiguousName: string;
  nameAgain: string;
  message: string;
  messageAgain: string;
  emptyMessage: string;
  tooLong: string;
  held: string;
  heldMore: string;
  notHeld: string;
  added: string;
  notAdded: string;
  nothingToAdd: string;
  discarded: string;
  notDiscarded: string;
  nothingToDiscard: string;
  manyToDiscard: string;
  nothingToExplain: string;
  pairing: string;
  notPaired: string;
  pairedAlready: string;
  pairFirst: string;
  noContacts: string;
  stopped: string;
  stoppedHeld: string;
  goodbye: string;
  goodbyeHeld: string;
  notUnderstood: string;
  troubled: string;
  waiting: (count: number) => string;
  because: (reasons: readonly string[]) => string;
  pairingCard: (code: string, phone: string) => { title: string; text: string };
}

/** Everything that the Echo says, in a conversation's language. */
export const wordsIn = (language: Language): ReplyTexts => textsIn(REPLIES, language);

/** Everything that the Echo says, in English. */
export const words = wordsIn(languageOf('en'));
