import type { Household } from '../../core/conversation/household.ts';
import type { Effect } from '../../core/conversation/step.ts';

/** What came of an effect. A pairing goes on a card. If it is not done, nothing was kept. */
export type EffectResult = { done: true; pairing?: { code: string; phone: string } } | { done: false };

/** Does the same for each of these, one after the other, and is done if all were. */
export async function forEach<T>(
  all: readonly T[],
  perform: (one: T) => Promise<{ done: boolean }>,
): Promise<EffectResult> {
  let done = true;
  for (const one of all) done = (await perform(one)).done && done;
  return { done };
}

/** What an effect needs of its household. */
export type EffectHousehold = Pick<Household, 'id' | 'settings' | 'rooms'>;

export type EffectOf<Name extends Effect['do']> = Extract<Effect, { do: Name }>;
