import * as z from 'zod';
import { clipOf } from './clips.ts';
import { CASES, type CaseOf, type EvidenceName } from './evidence/cases.ts';
import { FRICTIONS } from '../household/friction.ts';
import type { Language } from '../household/language.ts';
import { LANGUAGES_UNTOLD } from './model.ts';

/** The version of the file's shape and of the cases it weighs. A file of another version is refused. */
export const MODEL_VERSION = '2';

const weightsOf = <N extends EvidenceName>(name: N) =>
  z.strictObject(
    Object.fromEntries(
      CASES[name].map(one => {
        const clip = clipOf(name, one);
        return [one, z.number().min(-clip.against).max(clip.for)];
      }),
    ) as Record<CaseOf<N>, z.ZodNumber>,
  );
const names = Object.keys(CASES) as EvidenceName[];

/** What the fit writes and the logic reads. All weights are natural logarithms. */
const shape = z.strictObject({
  version: z.literal(MODEL_VERSION),
  /** False while the numbers were set by hand. */
  fitted: z.boolean(),
  note: z.string(),
  /** The day the fit was told it is, as YYYY-MM-DD. */
  date: z.iso.date(),
  seed: z.number().int(),
  /** SHA-256 of each file that was read, base64url. */
  corpora: z.record(z.string(), z.string()),
  /** The languages of what was read; in every other the logic is at its strictest. */
  languages: z
    .array(z.string().transform(language => language as Language))
    .min(1)
    .default(LANGUAGES_UNTOLD),
  /** Log-odds that a conversation which asks for a message was meant, before any evidence. */
  prior: z.number(),
  /** The error targets that the bounds follow from. */
  targets: z.strictObject({ believed: z.number().gt(0).lt(1), stopped: z.number().gt(0).lt(1) }),
  /** Wald's bounds on the sum: at or below `stop` the conversation ends, at or above `sure` nothing more is asked aloud. */
  bounds: z.strictObject({ stop: z.number(), sure: z.number() }),
  evidence: z.strictObject(
    Object.fromEntries(names.map(name => [name, weightsOf(name)])) as unknown as {
      [N in EvidenceName]: ReturnType<typeof weightsOf<N>>;
    },
  ),
  /** Evidence without public data, whose weights were set by hand. */
  setByHand: z.array(z.enum(names as [EvidenceName, ...EvidenceName[]])),
  /** The penalty that cross-validation chose, and the loss it had out of fold. */
  fit: z.strictObject({ penalty: z.number(), crossValidatedLogLoss: z.number() }),
  /** From the surest row down; `from` in log-odds, null for all that is left. */
  friction: z.array(z.strictObject({ from: z.number().nullable(), ask: z.enum(FRICTIONS) })),
  /** The figures that the fit reached on the dev split, as `npm run evaluate` prints them. */
  dev: z.record(z.string(), z.number()),
});

export type WrittenModel = z.infer<typeof shape>;

/** Reads a model. One of another version or shape, or with a weight beyond its clip, is refused with the place. */
export const parsedModel = (json: unknown): WrittenModel => shape.parse(json);
