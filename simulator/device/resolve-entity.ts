import type { slu } from 'ask-sdk-model';
import type { ModelValue } from './interaction-model.ts';
import { wordsOf } from './sample.ts';

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

function matching(said: string, values: readonly ModelValue[]): ModelValue[] {
  const heard = spelled(said);
  return values.filter(({ name: { value, synonyms = [] } }) =>
    [value, ...synonyms].some(one => spelled(one) === heard),
  );
}

const spelled = (text: string): string =>
  wordsOf(text)
    .map(({ is }) => is)
    .join(' ');
