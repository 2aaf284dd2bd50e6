import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The part of Swagger 2.0 that Amazon's schema uses. */
type Schema = {
  $ref?: string;
  type?: string;
  enum?: readonly unknown[];
  required?: readonly string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  allOf?: readonly Schema[];
  discriminator?: string;
  'x-discriminator-value'?: string;
  minLength?: number;
  maxLength?: number;
};

/** Amazon's schemas of the Skill Management API, by name (ask-smapi-model, from which its types are generated). */
function readSchemas(): Record<string, Schema> {
  const path = createRequire(join(import.meta.dirname, 'check-schema.ts')).resolve('ask-smapi-model');
  const spec = JSON.parse(readFileSync(join(path, '..', 'spec.json'), 'utf8')) as {
    definitions: Record<string, Schema>;
  };
  return spec.definitions;
}

const SCHEMAS = {
  manifest: 'v1.skill.Manifest.SkillManifestEnvelope',
  model: 'v1.skill.interactionModel.InteractionModelData',
} as const;

/**
 * Where a file of the skill package does not fit Amazon's own schema, a sentence each, with the place as a JSON pointer
 * (RFC 6901); empty where it fits.
 */
export function schemaProblems(kind: keyof typeof SCHEMAS, value: unknown): string[] {
  const all = readSchemas();
  return problemsIn(JSON.parse(JSON.stringify(value)), all[SCHEMAS[kind]] ?? {}, '');

  function problemsIn(part: unknown, given: Schema, place: string): string[] {
    const schema = resolved(given, part);
    const wrong = (why: string) => [`${place} ${why}.`];
    if (schema.enum && !schema.enum.includes(part)) return wrong(`cannot be ${JSON.stringify(part)}`);
    if (Array.isArray(part)) {
      if (schema.type !== 'array') return wrong('is a list');
      return part.flatMap((one, at) => problemsIn(one, schema.items ?? {}, `${place}/${at}`));
    }
    if (typeof part === 'object' && part !== null) {
      if (schema.type !== 'object') return wrong('is an object');
      const { properties = {}, required = [], additionalProperties } = schema;
      return [
        ...required.filter(name => !(name in part)).map(name => `${place} has no ${name}.`),
        ...Object.entries(part).flatMap(([name, inner]) => {
          const known = properties[name] ?? additionalProperties;
          return known ? problemsIn(inner, known, `${place}/${name}`) : [`${place} cannot have ${name}.`];
        }),
      ];
    }
    if (schema.type !== typeof part) return wrong(`is ${JSON.stringify(part)}`);
    const { minLength = 0, maxLength = Infinity } = schema;
    const isOut = typeof part === 'string' && (part.length < minLength || part.length > maxLength);
    return isOut ? wrong('is too short or too long') : [];
  }

  /** The schema without references; one that others extend, with what the value's discriminator adds. */
  function resolved(given: Schema, part: unknown): Schema {
    const schema = given.$ref ? (all[given.$ref.replace('#/definitions/', '')] ?? {}) : given;
    const { discriminator } = schema;
    if (discriminator === undefined) return merged(schema);
    const kind = (part as Record<string, unknown> | null)?.[discriminator];
    const extending = Object.values(all).find(one => extendsAs(one, given, kind));
    // Where no schema extends this one for the value of the discriminator, the empty list refuses that value.
    return extending ? merged(extending) : { ...schema, properties: { [discriminator]: { enum: [] } } };
  }

  function extendsAs({ allOf = [], ...one }: Schema, { $ref }: Schema, kind: unknown): boolean {
    return one['x-discriminator-value'] === kind && allOf.some(part => part.$ref === $ref);
  }

  function merged(schema: Schema): Schema {
    const parts = (schema.allOf ?? []).map(part =>
      merged(part.$ref ? (all[part.$ref.replace('#/definitions/', '')] ?? {}) : part),
    );
    return parts.reduce<Schema>(
      (sum, part) => ({
        ...sum,
        ...part,
        required: [...(sum.required ?? []), ...(part.required ?? [])],
        properties: { ...sum.properties, ...part.properties },
      }),
      schema,
    );
  }
}
