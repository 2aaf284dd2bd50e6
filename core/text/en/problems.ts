import type { RecordingRefusal } from '../../message/recording/recording-refusal.ts';
import { recordingRefusals } from './recording-refusals.ts';
import type { ProblemTexts } from '../texts.ts';

const ownProblems: Omit<ProblemTexts, RecordingRefusal> = {
  'proof-missing': 'This request needs a proof signed by a paired phone.',
  'proof-invalid': 'This phone is not paired with this household.',
  'proof-stale': 'The clocks of this phone and of Second Yes differ. The phone corrects its own.',
  'proof-of-another-request':
    'The page was opened at an address that is not the one Second Yes answers at. PUBLIC_URL must be the address in your browser, with https if it has that.',
  'proof-replayed': 'This proof was used before.',
  'phone-revoked': 'This phone was removed from the household.',

  'code-wrong': 'That code isn’t right. Check it; you have a few tries left.',
  'code-unknown': 'There is no such code, or it has expired. Check it, or get a new one.',
  'code-expired': 'That code has expired. Get a new one.',
  'code-used-up': 'That code has already been used. Get a new one.',
  'already-paired': 'This household already has a phone. Add further phones on that one.',
  'not-paired': 'This household has no phone yet.',

  'trust-list-broken': 'The list of phones and contacts cannot be verified. Nothing will be sent.',
  'trust-list-changed': 'Another change came first. Look at it and try again.',
  'link-refused': 'This change is not allowed.',
  'name-taken':
    'Another contact has a name that is the same when it is spoken. Add a last name, or choose another.',
  'name-unsayable': 'A name or nickname has nothing that can be said. Use letters or digits.',
  'name-looks-taken': 'Another contact has a name that looks the same. Add a last name, or choose another.',
  'name-hides-characters':
    'The name has characters that can’t be seen, or that change how it reads. Type it again, in letters and digits.',
  'name-mixes-scripts':
    'The name has letters of several alphabets in one word, so it could pass for another. Type it again in one.',
  'household-full':
    'This household has changed its phones, contacts and settings too often, and there is no room for another change. Nothing was changed. Erase the household and pair again.',

  'not-signed': 'The answer is not signed correctly.',
  'unknown-phone': 'The answer was signed by a phone that is not paired with this household.',
  'other-message': 'The answer was signed for another message.',
  'other-trust-list': "The answer was signed for a list of contacts that is not this household's.",
  'story-changed': 'The reasons shown with this message have changed. Open the message again.',
  'not-sealed': 'This message has no seal, so it cannot be sent. Discard it and say it again.',
  'seal-broken':
    'This message was changed in the database, so it cannot be sent. Discard it and say it again.',
  'recording-changed': 'The recording has changed. Play it again.',
  'unknown-contact': 'That contact was removed. Choose another.',
  'address-changed': "The contact's address has changed. Look at it again.",
  'other-than-heard': 'The Echo heard a different name. Confirm that you mean this person.',
  'friction-too-low': 'This message needs more care before it is sent.',
  'passkey-needed': 'This needs your face, fingerprint or PIN.',
  'passkey-refused': 'That face, fingerprint or PIN was not accepted. Nothing was changed.',
  'send-by-passed': 'It is too late to send this message.',

  'no-such-message': 'There is no such message.',
  'no-recording': 'There is no recording, or it has been erased.',
  'not-held': 'This message is no longer waiting.',
  'hold-over': 'The time to answer is over. Nothing was sent.',
  'already-answered': 'This message has already been answered.',
  'not-ready': 'The recording is still being made. Try again in a moment.',
  'not-listened': 'Play the message first.',
  'listened-too-briefly': 'Listen to the message before you send it.',
  'not-released': 'It is too late to take this back.',
  'not-claimed': 'Nobody is delivering this message.',
  'not-over': 'It is too early for that.',
  erased: 'The recording has been erased.',

  'push-endpoint-refused': "Second Yes does not send to this browser's push service.",
  'push-off': 'Notifications are off on this phone.',
  'recording-off': 'Messages cannot be recorded again here.',
  'mail-off': 'No mail server is set up.',
  'chat-off': 'No Telegram bot is set up, or Telegram does not answer. Try again later.',

  'body-malformed': 'The request cannot be read.',
  'body-too-large': 'The request is too large.',
  'not-found': 'There is nothing here.',
  'too-many-requests': 'Too many requests. The page continues by itself in a moment.',
  'storage-failed': 'Second Yes could not store this. Nothing was changed; try again.',
};

/** What an owner reads when the API refuses a request. A bundle can leave out a pure call, but no spread. */
export const problems: ProblemTexts = /* @__PURE__ */ Object.assign({}, ownProblems, recordingRefusals);
