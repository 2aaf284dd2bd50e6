import type { Screen } from '../conversation/screen.ts';
import type { PlainReplyCode } from '../conversation/reply.ts';
import type { Asked } from '../confidence/story.ts';
import { inLanguage, type Language } from '../household/language.ts';
import type { MessageId } from '../household/ids.ts';
import { type Duration, hours, minutes } from '../household/instant.ts';
import { REPLIES, SCREENS } from './texts.ts';
import { renderPart } from './replies.ts';

/** What a screen shows in one language, beside what the Echo says. */
export type ScreenTexts = Readonly<{
  /** What can be said, by the question that is open; it stands below the question. */
  hints: Readonly<Record<Asked, readonly string[]>>;
  held: (messages: number) => string;
  /** How long a message still waits. */
  minutesLeft: (minutes: number) => string;
  hoursLeft: (hours: number) => string;
  waitsForPhone: string;
  discard: string;
  stopped: string;
  lookInApp: string;
  whereCardsAre: string;
}>;

/** A screen as texts. `discard` is a button, and the messages that it discards. */
export type RenderedScreen = {
  title?: string;
  lines: readonly string[];
  hints: readonly string[];
  discard?: { label: string; messages: readonly MessageId[] };
};

/** The question as the Echo asks it. */
const QUESTIONS: Record<Asked, PlainReplyCode> = {
  nothing: 'what-to-do',
  recipient: 'ask-recipient-again',
  'name-again': 'ask-name-again',
  message: 'ask-message',
  more: 'offer-to-add',
};

/** From here on, minutes say more than anybody wants to know. */
const SAID_IN_HOURS = hours(2);

/** Renders a screen in this language, or in English where nothing is written in it. */
export function renderScreen(screen: Screen, language: Language): RenderedScreen {
  const texts = inLanguage(SCREENS, language);
  const replies = inLanguage(REPLIES, language);
  switch (screen.show) {
    case 'question':
      return { title: replies[QUESTIONS[screen.asked]], lines: [], hints: texts.hints[screen.asked] };
    case 'held':
      return {
        title: texts.held(screen.messages.length),
        lines: [leftText(screen.left, texts), texts.waitsForPhone],
        hints: screen.asks ? texts.hints.more : [],
        discard: { label: texts.discard, messages: screen.messages },
      };
    case 'pairing':
      return { title: texts.lookInApp, lines: [texts.whereCardsAre], hints: [] };
    case 'stopped':
    case 'note':
      return {
        ...(screen.show === 'stopped' && { title: texts.stopped }),
        lines: screen.say.map(part => renderPart(part, replies, language)),
        hints: [],
      };
  }
}

/** It never says more time than is left. */
const leftText = (left: Duration, { minutesLeft, hoursLeft }: ScreenTexts): string =>
  left < SAID_IN_HOURS
    ? minutesLeft(Math.max(0, Math.floor(left / minutes(1))))
    : hoursLeft(Math.floor(left / hours(1)));
