import type { ScreenTexts } from '../screens.ts';

/** What a screen shows. */
export const screens: ScreenTexts = {
  hints: {
    nothing: ['“Send a message”', '“What’s waiting?”', '“Help”'],
    recipient: ['Say the name of a contact', 'or “stop”'],
    'name-again': ['Say the name again', 'or “stop”'],
    message: ['Say the message now', 'or “stop”'],
    more: ['“Add”, and more words', '“Done”', '“Cancel”'],
  },
  held: messages => (messages === 1 ? 'Held' : `${messages} messages held`),
  minutesLeft: minutes => {
    if (minutes === 0) return 'Less than a minute left';
    return minutes === 1 ? 'One minute left' : `${minutes} minutes left`;
  },
  hoursLeft: hours => `${hours} hours left`,
  waitsForPhone: 'Waiting for your phone',
  discard: 'Discard',
  stopped: 'Stopped',
  lookInApp: 'Look in the Alexa app',
  whereCardsAre: 'A pairing code is there: tap More, then Activity.',
};
