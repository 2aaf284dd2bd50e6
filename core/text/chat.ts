import { inLanguage, type Language } from '../household/language.ts';
import { CHAT_TEXTS } from './texts.ts';

/** What is said with a recording where there is no room for a mail, and what the bot of a chat service answers. */
export type ChatTexts = Readonly<{
  /** Whom a message is from. `household`: its name, such as "the Miller household"; null if it has none. */
  title: (household: string | null) => string;
  /** The dictated words, which a computer's voice reads in the recording. */
  words: (transcript: string) => string;
  /** What this is and how to stop it, on one line. `url`: a page for that, if there is one. */
  howToStop: (url: string | null) => string;
  /** The recipient has opened the owner's link. */
  started: (household: string | null) => string;
  /** The link is too old, or was used. */
  linkUnknown: string;
  stopped: string;
  /** The answer to a stop where the bot serves many households. */
  stopByLink: string;
  /** The answer to anything else. */
  about: string;
}>;

/** One line that says whom a message is from. */
export const renderTitle = (household: string | null, language: Language): string =>
  inLanguage(CHAT_TEXTS, language).title(household);

/** The longest caption that Telegram takes, in UTF-16 code units. */
const LONGEST_CAPTION = 1_024;

/**
 * The caption of a recording: whom it is from, its words as far as they fit, and with the first message what this is and
 * how to stop it. At most 1,024 UTF-16 code units.
 */
export function renderCaption(
  about: {
    household: string | null;
    transcript?: string | undefined;
    stop: { url: string | null; isFirst: boolean };
  },
  language: Language,
): string {
  const { title, words, howToStop } = inLanguage(CHAT_TEXTS, language);
  const transcript = about.transcript?.trim() ?? '';
  const caption = (shown: string) =>
    [
      title(about.household),
      ...(shown === '' ? [] : [words(shown)]),
      ...(about.stop.isFirst ? [howToStop(about.stop.url)] : []),
    ].join('\n\n');
  const tooLong = caption(transcript).length - LONGEST_CAPTION;
  if (tooLong <= 0) return caption(transcript);
  const room = transcript.length - tooLong - '…'.length;
  return caption(`${beginningOf(transcript, room)}…`);
}

/** As many whole characters as have room. */
function beginningOf(text: string, room: number): string {
  let beginning = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (beginning.length + segment.length > room) break;
    beginning += segment;
  }
  return beginning.trimEnd();
}
