import type { Asked } from '../../core/confidence/story.ts';

/** What could be said next, given the open question; one that ends in “…” is to be completed. */
export function suggestions(asks: Asked | undefined): string[] {
  switch (asks) {
    case undefined:
      return ['open second yes', 'tell second yes to send a message to …', "ask second yes what's waiting"];
    case 'nothing':
      return ['send a message', 'send a message to …', "what's waiting", 'pair my phone', 'help'];
    case 'recipient':
    case 'name-again':
      return ['to …', 'stop'];
    case 'message':
      return ['stop'];
    case 'more':
      return ['add …', 'done', 'cancel'];
  }
}

/** How "why did you do that" is asked; undefined while whatever is said would be taken for the message. */
export function whyWords(asks: Asked | undefined): string | undefined {
  if (asks === 'message') return undefined;
  return asks === undefined ? 'Alexa, ask Second Yes why did you do that' : 'why did you do that';
}

/** What the Echo waits for, in a few words. */
export function waitsFor(asks: Asked | undefined): string {
  switch (asks) {
    case undefined:
      return 'The light is out. The Echo isn’t listening.';
    case 'nothing':
      return 'The Echo listens for a request.';
    case 'recipient':
      return 'The Echo listens for a name.';
    case 'name-again':
      return 'The Echo listens for the name, once more.';
    case 'message':
      return 'The Echo listens for the message: type it, or hold the button and speak.';
    case 'more':
      return 'The message is held. The Echo listens for “add …”, or “done”.';
  }
}
