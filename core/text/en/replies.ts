import { PAIRING_CODE_LIFE } from '../../approval/pairing-code.ts';
import { inNumberWords } from '../../confidence/names/number-words.ts';
import { minutes } from '../../household/instant.ts';
import type { ReplyTexts } from '../replies.ts';

const codeLife = inNumberWords(String(PAIRING_CODE_LIFE / minutes(1)));

/** What the Echo says. */
export const replies: ReplyTexts = {
  welcome: 'Second Yes.',
  'welcome-first':
    'Welcome to Second Yes. I take a voice message, and I hold it until you say yes on your phone.',
  'room-paused':
    "Sending from this room is paused, because the last messages weren't meant. You can resume it on your phone.",
  'room-paused-by-phone': 'Somebody paused this room on a phone. You can resume it there.',
  'too-many-waiting': 'There are already many messages waiting on your phone. Answer those first.',
  'too-many-held': 'That was a lot of messages in a short time. Wait a little, then try again.',
  'what-to-do': 'What would you like to do?',
  'ask-what-to-do': 'You can say, send a message, or help. What would you like to do?',
  help: 'I hold voice messages until you say yes on your phone. Until then you can discard them. You can also ask what is waiting, or whether a message arrived.',
  'help-recipient': 'I need the name of one of the contacts in the app on your phone.',
  'help-name-again': 'I ask for the name again, to be sure that you meant me.',
  'help-message':
    'Everything that you say now is the message. It leaves only after you say yes on your phone.',
  'help-more':
    'I am holding your message. To make it longer, say add, and then more words. To throw it away, say cancel. To leave it for your phone, say done.',
  'ask-recipient': "Who's it for?",
  'ask-recipient-again': 'Who is the message for?',
  'ask-recipient-or-add': 'You can add contacts in the app on your phone. Who is the message for?',
  'unknown-name': said => `I have no contact called ${said}. Who is it for?`,
  'add-contact': said =>
    `I have no contact called ${said}. You can add one in the app on your phone, under Contacts. Then ask me again.`,
  'left-out': said => `I have no contact called ${said}, so that one is left out.`,
  'ambiguous-name': 'That fits more than one of your contacts. What is the full name?',
  'left-out-several': 'One name fits more than one of your contacts, so that one is left out.',
  'ask-name-again': 'What was the name, once more?',
  'ask-message': 'What is the message?',
  'ask-message-again': 'You can say the message now, or stop. What is the message?',
  'empty-message': "I didn't catch a message. What is the message?",
  'message-too-long': 'That is too long for one message. What is it in fewer words?',
  'message-not-sayable': "I can't say some of that aloud. What is the message, in English?",
  held: "I'm holding it. It leaves only after you say yes on your phone.",
  'offer-to-add': 'Anything to add?',
  'how-to-add': 'You can say add, and then more words, or done. Anything to add?',
  'held-for-several': count =>
    `I'm holding it as ${count} messages, one for each. Each leaves only after you say yes on your phone.`,
  'not-all-held': "I couldn't store that for everybody. Please look at your phone.",
  'not-held': "I couldn't store that safely, so nothing was kept. Please try again later.",
  added: "I've added that. I'm still holding it for your yes.",
  'not-added': "I couldn't add that. What I was holding has not changed.",
  'nothing-to-add': 'Say add, and then the words. What would you like to add?',
  discarded: 'I discarded it. Nothing was sent.',
  'not-discarded': "I couldn't discard it. Please look at your phone.",
  'nothing-to-discard': 'Nothing from this room is waiting.',
  'not-waiting': 'That message is no longer waiting.',
  'many-to-discard': 'More than one message from this room is waiting. Please discard them on your phone.',
  'nothing-to-explain': 'Nothing happened in this room lately that I could explain.',
  'pairing-code-on-card':
    "I've put a pairing code on a card. Open the Alexa app on your phone, then More, then Activity.",
  'no-pairing-code': "I couldn't make a pairing code. Please try again.",
  'already-paired': 'A phone is paired already. Add further phones on that one.',
  'how-to-add-contact': 'Contacts are added on your phone. Open Second Yes there, and then Contacts.',
  'no-phone-paired': 'No phone is paired yet, so nobody can say yes.',
  'no-contacts': 'There are no contacts yet. Add one on your phone first.',
  stopped: "I'm not sure that was meant for me, so I've stopped. Nothing was recorded.",
  'stopped-still-holding': "I'm not sure that was meant for me, so I've stopped. Nothing new was recorded.",
  'gave-up':
    "I couldn't make that out, so I've stopped. Nothing was recorded. You can ask me again any time.",
  'gave-up-still-holding':
    "I couldn't make that out, so I've stopped. I'm still holding the message before it.",
  goodbye: 'Okay. Nothing was recorded.',
  'goodbye-still-holding': "Okay. I'm holding it for your phone.",
  'not-understood':
    "I didn't understand that. You can say, send a message, or help. What would you like to do?",
  'household-not-loaded': 'Something went wrong here. Nothing new was recorded.',
  waiting: count => {
    if (count === 0) return 'Nothing is waiting.';
    return count === 1
      ? 'One message is waiting for your phone.'
      : `${count} messages are waiting for your phone.`;
  },
  delivery: {
    rendering: 'It is still waiting for your yes on your phone.',
    held: 'It is still waiting for your yes on your phone.',
    released: 'You said yes to it, and it is on its way.',
    sending: 'You said yes to it, and it is on its way.',
    delivered: 'It was delivered.',
    discarded: 'It was discarded. Nothing was sent.',
    expired: 'Nobody said yes to it in time, so nothing was sent.',
    failed: "It couldn't be sent. Your phone shows why.",
    unknown: "I can't tell whether it arrived. Please look at your phone.",
    none: 'I know of no such message from the last few days.',
  },
  because: reasons =>
    reasons.length === 0
      ? 'There was nothing that spoke either way.'
      : `What weighed most: ${reasons.join(' ')}`,
  pairingCard: (code, address) => ({
    title: 'Pair your phone',
    text: `Open ${address} on your phone and type the code ${code}. It works once, for ${codeLife} minutes.`,
  }),
};
