import type { Intent } from 'ask-sdk-model';
import type { Line } from '../scenarios/scenario.ts';
import { type Hearing, type Recognised, recognise, slotOf } from './recognise.ts';
import { resolution } from './resolve-entity.ts';
import { FREE } from './sample-tree.ts';

/** What the platform makes of a scenario's line: what the line says it took it for, in Amazon's shape. */
export function mishear({ said, takenFor }: Line, hearing: Hearing): Recognised {
  if (takenFor === 'what was said') return recognise(said, hearing);
  if (takenFor === 'open second yes') return { kind: 'launch' };
  if (!hearing.session) return { kind: 'not-for-me' };
  if (takenFor === 'send a message') return recognise(takenFor, hearing);
  const elicited = hearing.session.elicited;
  if (!elicited) return recognise(said, hearing);
  return {
    kind: 'intent',
    opens: false,
    intent: withSlot(elicited.intent, elicited.slot, takenFor, said, hearing),
  };
}

/** The elicited intent with a name in its slot; where free speech is asked for, all of what was said. */
function withSlot(
  intent: Intent,
  name: string,
  { name: heard, forced }: { name: string; forced: boolean },
  said: string,
  hearing: Hearing,
): Intent {
  const { intents } = hearing.model.interactionModel.languageModel;
  const type = intents.flatMap(({ slots = [] }) => slots).find(slot => slot.name === name)?.type ?? '';
  const free = type === FREE;
  const slot = slotOf(name, type, free ? said : heard, hearing);
  const [first] = hearing.session?.taught?.[type] ?? [];
  const authority = `amzn1.er-authority.echo-sdk.dynamic.${hearing.skillId}.${type}`;
  if (forced && first && !free)
    slot.resolutions = { resolutionsPerAuthority: [resolution(authority, [first])] };
  return { ...intent, slots: { ...intent.slots, [name]: slot } };
}
