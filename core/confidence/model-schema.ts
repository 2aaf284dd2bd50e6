import * as z from 'zod';
import { FRICTIONS } from '../household/friction.ts';
import type { Language } from '../household/language.ts';
import { type CaseOf, clipOf, EVIDENCE, EVIDENCE_NAMES, type EvidenceName } from './evidence/registry.ts';

/** The version of the file's shape. A file of another version is refused, and so is one without a weight for each case. */
export const MODEL_VERSION = '2';

const weightsSchema = <N extends EvidenceName>(name: N) =>
  z.strictObject(
    Object.fromEntries(
      EVIDENCE[name].cases.map(one => {
        const clip = clipOf(name, one);
        return [one, z.number().min(-clip.against).max(clip.for)];
      }),
    ) as Record<CaseOf<N>, z.ZodNumber>,
  );

/** What the fit writes and the logic reads. All weights are natural logarithms. */
const modelSchema = z.strictObject({
  version: z.literal(MODEL_VERSION),
  /** False if the numbers were set by hand. */
  fitted: z.boolean(),
  note: z.string(),
  /** The day of the newest data, or the day that the fit was told, as YYYY-MM-DD. */
  date: z.iso.date(),
  seed: z.number().int(),
  /** SHA-256 of each file that the fit read, base64url. */
  corpora: z.record(z.string(), z.string()),
  /** The languages of these files. In every other language the logic is at its strictest. */
  languages: z.array(z.string().transform(language => language as Language)).min(1),
  /** Log-odds, before any evidence, that a conversation which asks for a message was meant. */
  prior: z.number(),
  /** The error targets that the bounds follow from. */
  targets: z.strictObject({ believed: z.number().gt(0).lt(1), stopped: z.number().gt(0).lt(1) }),
  /** Wald's bounds on the sum: at or below `stop` the conversation ends, at or above `sure` nothing more is asked aloud. */
  bounds: z.strictObject({ stop: z.number(), sure: z.number() }),
  evidence: z.strictObject(
    Object.fromEntries(EVIDENCE_NAMES.map(name => [name, weightsSchema(name)])) as unknown as {
      [N in EvidenceName]: ReturnType<typeof weightsSchema<N>>;
    },
  ),
  /** Evidence without public data, whose weights were set by hand. */
  setByHand: z.array(z.enum(EVIDENCE_NAMES)),
  /** The penalty that cross-validation chose, and its out-of-fold loss in nats. */
  fit: z.strictObject({ penalty: z.number(), crossValidatedLogLoss: z.number() }),
  /** From the surest row down; `from` in log-odds, null in the row for everything below. */
  friction: z.array(z.strictObject({ from: z.number().nullable(), ask: z.enum(FRICTIONS) })),
  /** The figures that the fit reached on the dev split, as `npm run evaluate` prints them. */
  dev: z.record(z.string(), z.number()),
});

export type WrittenModel = z.infer<typeof modelSchema>;

/** Reads a model. One of another version or shape, or with a weight beyond its clip, is refused with the place. */
export const parsedModel = (json: unknown): WrittenModel => modelSchema.parse(json);
