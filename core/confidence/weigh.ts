import type { CaseOf, EvidenceName } from './evidence/cases.ts';
import { type Model, model } from './model.ts';
import type { Evidence } from './story.ts';

/** One observation, before it is weighed: which of its evidence's cases, and the sentence for the owner. */
export type Observation = {
  [N in EvidenceName]: { name: N; observed: CaseOf<N>; reason: string };
}[EvidenceName];

/** Says what was observed. */
export const observe = <N extends EvidenceName>(name: N, observed: CaseOf<N>, reason: string): Observation =>
  ({ name, observed, reason }) as Observation;

/** One observation with the weight that the model gives it: 0 for a case that the model does not know. */
export function weigh(
  { name, observed, reason }: Observation,
  { evidence }: Pick<Model, 'evidence'> = model,
): Evidence {
  const weights: Partial<Record<string, number>> = evidence[name];
  return { name, observed, weight: weights[observed] ?? 0, reason };
}
