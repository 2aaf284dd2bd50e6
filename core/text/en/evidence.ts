import type { EvidenceTexts } from '../evidence.ts';

/** Each observation as a sentence for the owner. */
export const evidence: EvidenceTexts = {
  opening: {
    'one-shot': 'The request was made in one sentence, with the name in it.',
    opened: 'The skill was opened first, or no name was said at once.',
  },
  'one-breath': {
    joined: 'Name and message came in one sentence, joined by words such as “that”.',
    bare: 'Name and message came in one sentence.',
    'name-last': 'The message came first and the name after it.',
  },
  recipient: {
    exact: 'A contact was named exactly.',
    nickname: 'A contact was named by a nickname.',
    'sounds-same': "What was heard sounds the same as a contact's name.",
    near: "What was heard only sounds like a contact's name.",
    resolved: 'Alexa took what was heard for a contact, though it does not sound like the name.',
    ambiguous: 'What was heard fits more than one contact.',
    none: "What was heard is not a contact's name.",
  },
  commonness: {
    rare: 'That name is rare in ordinary talk.',
    common: 'That name, or a word much like it, is common in ordinary talk.',
    'near-rare': 'Words that sound like that name are rare in ordinary talk.',
    'near-common': 'Words that sound like that name are common in ordinary talk.',
  },
  margin: {
    clear: 'No other contact sounds like it.',
    tight: 'Another contact sounds much like it.',
  },
  around: {
    'request-like': 'The words around the name are those of a request.',
    'talk-like': 'The name came in the middle of other words.',
  },
  'name-again': {
    same: 'The Echo asked for the name again and heard the same name.',
    'same-common': 'The Echo asked again and heard the same name, but that name is common in talk.',
    'same-near': 'The Echo asked for the name again and heard something that sounds like it.',
    'same-near-common': 'The Echo asked again and heard only a common word that sounds like it.',
    corrected: 'The Echo asked for the name again, and another contact was named exactly.',
    other: 'The Echo asked for the name again and heard another name.',
    none: 'The Echo asked for the name again and heard no name.',
  },
  content: {
    'message-3': 'The words clearly read like a message.',
    'message-2': 'The words read like a message.',
    'message-1': 'The words read a little more like a message than like talk.',
    unclear: 'The words could be a message or talk.',
    'talk-1': 'The words read a little more like talk than like a message.',
    'talk-2': 'The words read like people talking to each other.',
    'talk-3': 'The words clearly read like people talking to each other.',
  },
  length: {
    word: 'The message is a single word.',
    short: 'The message is very short.',
    sentence: 'The message is about as long as most messages.',
    long: 'The message is longer than most.',
    breath: 'The message fills all the time there was, as talk in a room does.',
  },
  speaker: {
    recognised: 'Alexa knows the voice.',
    'named-exactly': 'A voice that Alexa knows named a contact exactly.',
  },
  'answer-time': {
    slow: 'The answer came only after the question was asked twice.',
  },
  'contact-history': {
    'mostly-meant': 'Earlier messages to this contact were mostly meant.',
    mixed: 'Earlier messages to this contact were meant about as often as not.',
    'mostly-not-meant': 'Earlier messages to this contact were mostly not meant.',
  },
  'room-history': {
    'mostly-meant': 'Earlier messages from this room were mostly meant.',
    mixed: 'Earlier messages from this room were meant about as often as not.',
    'mostly-not-meant': 'Earlier messages from this room were mostly not meant.',
  },
};
