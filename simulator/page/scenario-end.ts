import type { Exchange } from '../device/exchange.ts';
import type { ScenarioView } from '../server/simulator-state.ts';

/** The sentence at the end of a scenario. Without an exchange the scenario ran out of lines. */
export function scenarioEnd({ ends, lesson }: ScenarioView, exchange?: Exchange): string {
  if (exchange?.decision === ends) return lesson;
  if (exchange?.decision === 'held') return 'It is held. It leaves only after a yes on the phone.';
  return exchange?.story?.turns.length
    ? 'The conversation ended here.'
    : 'This scenario needs a household with a paired phone and its contacts. Play it in the scenario room.';
}
