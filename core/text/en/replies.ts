import type { ReplyTexts } from '../replies.ts';

/** What the Echo says. */
export const replies: ReplyTexts = {
  welcome: 'Second Yes. To send a voice message, say: send a message.',
  paused:
    "Sending from this room is paused, because the last messages weren't meant. You can resume it on your phone.",
  tooManyWaiting: 'There are already many messages waiting on your phone. Answer those first.',
  tooManyHeld: 'That was a lot of messages in a short time. Wait a little, then try again.',
  welcomeAgain: 'Say: send a message. Or say: help.',
  help: 'I hold voice messages until you say yes on your phone. Say: send a message. You can also ask what is waiting, say discard it, or say pair my phone.',
  toWhom: 'To whom?',
  toWhomAgain: 'Who is the message for?',
  unknownName: "I don't know that name. Who is the message for?",
  ambiguousName: 'That fits more than one of your contacts. Say the full name.',
  nameAgain: 'Please say the name once more.',
  message: 'What is the message?',
  messageAgain: 'Say the message now, or say stop.',
  emptyMessage: "I didn't catch a message. What is the message?",
  tooLong: 'That is too long for one message. Say it in fewer words.',
  held: "I'm holding it. It leaves only after you say yes on your phone.",
  heldMore: 'Say add, and more words, to make it longer. Or say stop.',
  notHeld: "I couldn't store that safely, so nothing was kept. Please try again later.",
  added: "I've added that. I'm still holding it for your yes.",
  notAdded: "I couldn't add that. What I was holding has not changed.",
  nothingToAdd: 'Say add, followed by the words to add.',
  discarded: 'I discarded it. Nothing was sent.',
  notDiscarded: "I couldn't discard it. Please look at your phone.",
  nothingToDiscard: 'Nothing from this room is waiting.',
  manyToDiscard: 'More than one message from this room is waiting. Please discard them on your phone.',
  nothingToExplain: 'Nothing happened in this room lately that I could explain.',
  pairing: "I've put a pairing code on a card in your Alexa app. Open it on your phone.",
  notPaired: "I couldn't make a pairing code. Please try again.",
  pairedAlready: 'A phone is paired already. A further phone is let in from that one.',
  pairFirst: 'No phone is paired yet, so nobody could say yes. Say: pair my phone.',
  noContacts: 'There are no contacts yet. Add one on your phone first.',
  stopped: "I'm not sure that was meant for me, so I've stopped. Nothing was recorded.",
  stoppedHeld: "I'm not sure that was meant for me, so I've stopped. Nothing new was recorded.",
  goodbye: 'Okay. Nothing was recorded.',
  goodbyeHeld: "Okay. I'm holding it for your phone.",
  notUnderstood: "I didn't understand that. Say: send a message. Or say: help.",
  troubled: 'Something went wrong here. Nothing new was recorded.',
  waiting: count => {
    if (count === 0) return 'Nothing is waiting.';
    return count === 1
      ? 'One message is waiting for your phone.'
      : `${count} messages are waiting for your phone.`;
  },
  because: reasons =>
    reasons.length === 0
      ? 'There was nothing that spoke either way.'
      : `What weighed most: ${reasons.join(' ')}`,
  pairingCard: (code, phone) => ({
    title: 'Pair your phone',
    text: `Open ${phone} on your phone and type the code ${code}. It works once, for ten minutes.`,
  }),
};
