import type { Evidence } from './story.ts';
import { type Model, model } from './model.ts';

/**
 * One observation with the weight that the model gives it, clipped so that no single piece outvotes the rest.
 * `observed` must be one of the model's cases for this evidence.
 */
export function weigh<N extends Evidence['name']>(
  name: N,
  observed: keyof Model['evidence'][N] & string,
  reason: string,
  { evidence, clip }: Pick<Model, 'evidence' | 'clip'> = model,
): Evidence {
  const weight = evidence[name][observed] as number;
  return { name, observed, weight: Math.max(-clip, Math.min(clip, weight)), reason };
}
