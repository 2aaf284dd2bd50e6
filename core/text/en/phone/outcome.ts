import { type Channel, channelOf, type Service } from '../../../household/channel.ts';
import type {
  DeliveredOutcome,
  NotTakenOutcome,
  Outcome,
  RenderingFailure,
  SealProblem,
} from '../../../message/outcome.ts';
import { capitalized } from '../capitalized.ts';
import { channels } from './contacts.ts';

type AnyOutcome = Outcome | NotTakenOutcome;

const the = (service: Service): string => {
  const names = Object.values(channels).flatMap(({ services }) => Object.entries(services));
  return names.find(([name]) => name === service)?.[1] ?? service;
};
const The = (service: Service): string => capitalized(the(service));

/** A sentence's end: the service's own words where it said some. */
const says = (reply: string | undefined): string => (reply === undefined ? '.' : `: ${reply}`);

const mayHaveArrived = 'it may or may not have arrived.';
const notReleased = 'No paired phone signed a release of this message.';

/** Why a message is not believed. */
export const sealProblemText: Record<SealProblem, string> = {
  'not-sealed':
    'This message has no seal: Second Yes was updated while it waited, or somebody changed it in the database.',
  'seal-broken': 'This message is not as the Echo took it: somebody changed it in the database.',
};

/** Why there is no recording of a dictation. The skill's bundle leaves it out, which it cannot do with a spread. */
export const renderingFailureText: Record<RenderingFailure, string> = /* @__PURE__ */ Object.assign(
  {
    'transcript-missing': 'The dictated words are gone from the store.',
    'no-speech': 'The words could not be turned into speech.',
  },
  sealProblemText,
);

/** What the operator has to do. */
const notSetUp: Record<Channel, string> = {
  email: 'No mail server is set up on this server.',
  telegram: 'No Telegram bot is set up on this server, or it was removed.',
  webhook: 'Webhooks are not set up on this server, or their secret was removed.',
};

const sentences: { [C in AnyOutcome['code']]: (outcome: AnyOutcome & { code: C }) => string } = {
  taken: ({ service, reply }) => `${The(service)} took it: ${reply}`,
  'in-outbox': () => 'It is in the outbox; no mail server is set up.',

  refused: ({ service, reply }) => `${The(service)} refused the message${says(reply)}`,
  'too-large': ({ service }) => `The message is too large for ${the(service)}.`,
  'bad-address': ({ service }) => `The address cannot be used by ${the(service)}.`,

  stopped: () => 'The recipient has asked for no more messages at this address.',
  'ascii-only': ({ service }) =>
    `${The(service)} takes no address with letters like ü or ж before the @. Ask for another address.`,

  blocked: ({ service }) => `Your contact has blocked you at ${the(service)}.`,
  gone: ({ service }) =>
    `Your contact has no chat with you at ${the(service)} any more. They must open a new link.`,
  'address-not-allowed': ({ service }) =>
    `This server sends to ${the(service)} only over https, and only to public addresses or those in WEBHOOK_ORIGINS.`,

  'try-later': ({ service, reply }) => `${The(service)} did not take it yet${says(reply)}`,
  'login-refused': ({ service, reply }) => `${The(service)} refused the login${says(reply)}`,
  'access-refused': ({ service, reply }) => `${The(service)} refused access${says(reply)}`,
  'sender-not-verified': ({ service, reply }) =>
    `${The(service)} has not verified an address or its domain${says(reply)}`,
  'sending-paused': ({ service, reply }) =>
    `Sending through ${the(service)} is paused or suspended${says(reply)}`,
  'timed-out': ({ service }) => `${The(service)} did not answer in time.`,
  'not-reached': ({ service, cause }) => `${The(service)} could not be reached (${cause}).`,
  'server-not-found': ({ service, cause }) => `The name of ${the(service)} could not be resolved (${cause}).`,
  'no-secure-connection': ({ service, cause }) =>
    `A secure connection to ${the(service)} could not be made (${cause}).`,
  'outbox-failed': ({ cause }) => `The outbox could not be written (${cause}).`,
  'not-set-up': ({ channel }) => notSetUp[channel],
  'begun-too-late': () => 'It was not sent, because there was too little time left to send it safely.',
  interrupted: () => 'The delivery was interrupted before anything was sent.',

  'went-quiet': ({ service, how }) => `${wentQuiet(service, how)}; ${mayHaveArrived}`,
  'claim-lost': () => `The delivery was interrupted; ${mayHaveArrived}`,

  'trust-list-broken': () => 'The list of phones and contacts is not valid.',
  'not-signed': () => notReleased,
  'unknown-phone': () => notReleased,
  'other-message': () => notReleased,
  'other-trust-list': () => notReleased,
  'not-a-release': () => 'What was signed is not a release.',
  'recording-changed': () => 'The recording is not the one that was released.',
  'story-changed': () => 'The story is not the one that the phone showed.',
  'unknown-contact': () => 'The contact was removed after the release.',
  'address-changed': () => "The contact's address was changed after the release.",
  'friction-too-low': () => 'The release was given with fewer checks than it needs.',
  'passkey-needed': () => 'The release was not signed with a passkey of this household.',
  'passkey-refused': () => 'The release was not signed with a passkey of this household.',
  'send-by-passed': () => 'It could not be delivered in time.',
  'not-sealed': () => sealProblemText['not-sealed'],
  'seal-broken': () => sealProblemText['seal-broken'],

  'gave-up': ({ last }) => `It could not be delivered in time.${last ? ` ${outcomeText(last)}` : ''}`,

  'not-rendered': ({ reason }) => renderingFailureText[reason],
};

function wentQuiet(service: Service, how: (AnyOutcome & { code: 'went-quiet' })['how']): string {
  switch (how) {
    case 'timed-out':
      return `${The(service)} did not confirm the message in time`;
    case 'not-confirmed':
      return `${The(service)} did not confirm the message`;
    case 'connection-lost':
      return `The connection to ${the(service)} was lost before it confirmed the message`;
    case 'fault':
      return `${The(service)} had a fault before it confirmed the message`;
  }
}

/** What is known of a delivered message, and no more: when it was sent, how, and who took it. `time`: a time of day. */
export function deliveredText(outcome: DeliveredOutcome, time: string): string {
  if (outcome.code === 'in-outbox') return `Put into the outbox at ${time}; no mail server is set up.`;
  const { service } = outcome;
  return `Sent at ${time} ${channels[channelOf(service)].by}, taken by ${the(service)}.`;
}

/**
 * What became of a message or of an attempt, in a sentence or two. `mayHaveArrived`: an earlier attempt may have
 * arrived.
 */
export function outcomeText(outcome: AnyOutcome, mayHaveArrived = false): string {
  const sentence = (sentences[outcome.code] as (one: AnyOutcome) => string)(outcome);
  return mayHaveArrived ? `${sentence} An earlier attempt may have arrived.` : sentence;
}
