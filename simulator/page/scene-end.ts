import type { Exchange } from '../device/exchange.ts';
import type { Scene } from '../server/household-view.ts';

/** What the end of a scenario shows; without an exchange nobody said more. */
export function sceneEnd({ ends, lesson }: Scene, exchange?: Exchange): string {
  if (exchange?.decision === ends) return lesson;
  if (exchange?.decision === 'held') return 'It is held. It leaves only after a yes on the phone.';
  return exchange?.story?.turns.length
    ? 'The conversation ended here.'
    : 'This scene needs a house with a paired phone and its contacts. Play it in the showroom.';
}
