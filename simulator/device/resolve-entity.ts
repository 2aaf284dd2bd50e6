import type { slu } from 'ask-sdk-model';
import type { ModelValue } from './interaction-model.ts';
import { spelled } from './words.ts';

/** Where a slot's value is looked up: the type's own values, and those that the skill taught for the session. */
export type Authorities = {
  skillId: string;
  type: string;
  values: readonly ModelValue[];
  /** Undefined where the skill taught none. */
  taught?: readonly ModelValue[] | undefined;
};

/** Entity resolution as Alexa reports it: one result for each authority, whether or not it knows the value. */
export function resolveEntity(
  said: string,
  { skillId, type, values, taught }: Authorities,
): slu.entityresolution.Resolutions {
  const authority = `amzn1.er-authority.echo-sdk.${skillId}.${type}`;
  const dynamic = `amzn1.er-authority.echo-sdk.dynamic.${skillId}.${type}`;
  return {
    resolutionsPerAuthority: [
      resolution(authority, matching(said, values)),
      ...(taught ? [resolution(dynamic, matching(said, taught))] : []),
    ],
  };
}

/** One authority's answer: a match with its values, or none. */
export function resolution(authority: string, found: readonly ModelValue[]): slu.entityresolution.Resolution {
  const status = {
    code: found.length > 0 ? ('ER_SUCCESS_MATCH' as const) : ('ER_SUCCESS_NO_MATCH' as const),
  };
  const values = found.map(({ id, name }) => ({ value: { name: name.value, id: id ?? '' } }));
  // Amazon leaves the values out where nothing matched, whatever ask-sdk-model's type says.
  return (
    values.length > 0 ? { authority, status, values } : { authority, status }
  ) as slu.entityresolution.Resolution;
}

/** The values of this type that are called so, by value or synonym. */
export const matching = (said: string, values: readonly ModelValue[]): readonly ModelValue[] =>
  indexOf(values).get(spelled(said)) ?? [];

const indexes = new WeakMap<readonly ModelValue[], Map<string, ModelValue[]>>();

/** The values by what they are called. A model has thousands, so they are spelled once. */
function indexOf(values: readonly ModelValue[]): ReadonlyMap<string, readonly ModelValue[]> {
  const known = indexes.get(values);
  if (known) return known;
  const index = new Map<string, ModelValue[]>();
  for (const one of values)
    for (const called of new Set([one.name.value, ...(one.name.synonyms ?? [])].map(spelled)))
      index.set(called, [...(index.get(called) ?? []), one]);
  indexes.set(values, index);
  return index;
}
