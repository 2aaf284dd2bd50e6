import type { Effect } from '../../core/conversation/step.ts';
import type { HouseholdId, RoomId } from '../../core/household/ids.ts';
import { changeMessage } from '../storage/change-message.ts';
import { changeRoom } from '../storage/change-room.ts';
import { type EffectHousehold, type EffectOf, type EffectResult, forEach } from './effect.ts';
import { extendMessages } from './extend-message.ts';
import { holdMessages } from './hold-message.ts';
import { keepStory } from './keep-story.ts';
import type { SkillPorts } from './skill-ports.ts';

/** Performs the effect of a step. If a store fails, half-done work is undone and the failure is thrown. */
export async function performEffect(
  effect: Effect,
  household: EffectHousehold,
  ports: SkillPorts,
): Promise<EffectResult> {
  switch (effect.do) {
    case 'hold':
      return holdMessages(effect, household, ports);
    case 'extend':
      return extendMessages(effect, household.id, ports);
    case 'discard':
      return discardMessages(effect, household.id, ports);
    case 'keep-story':
      return keepStory(effect, household, ports);
    case 'pause-room':
      return pauseRoom(effect.room, household.id, ports);
    case 'offer-pairing': {
      const pairing = await ports.offerPairing(household.id);
      return pairing ? { done: true, pairing } : { done: false };
    }
  }
}

async function discardMessages(
  { messages }: EffectOf<'discard'>,
  household: HouseholdId,
  { documents, clock }: SkillPorts,
): Promise<EffectResult> {
  const command = { do: 'discard', by: 'voice' } as const;
  return forEach(messages, async id => {
    const decision = await changeMessage(documents, { household, id, command, now: clock() });
    return { done: decision.kind === 'moved' || decision.kind === 'unchanged' };
  });
}

async function pauseRoom(
  id: RoomId,
  household: HouseholdId,
  { documents, clock }: SkillPorts,
): Promise<EffectResult> {
  await changeRoom(documents, { household, id }, room => ({ ...room, pausedAt: clock() }));
  return { done: true };
}
