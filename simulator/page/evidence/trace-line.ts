import type { Decision, Exchange } from '../../device/exchange.ts';

const DID: Record<Decision, string> = {
  'not-for-me': 'nothing',
  welcome: 'waits for a request',
  'ask-recipient': 'asks who it is for',
  'ask-name-again': 'asks for the name again',
  'ask-message': 'asks for the message',
  held: 'holds the message',
  stopped: 'stops',
  listening: 'goes on listening',
  ended: 'ends the session',
};

/** A turn in one line: what kind of request came, and what the skill did. */
export function traceLine({ trace, decision }: Exchange): string {
  const request = trace?.request.request;
  const name = request?.type === 'IntentRequest' ? request.intent.name : request?.type;
  return `${name ?? 'Nothing'} → ${DID[decision]}`;
}
