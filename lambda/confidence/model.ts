import * as z from 'zod';
import { clipOf } from './clips.ts';
import content from './content-model.json' with { type: 'json' };
import type { ContentWeights } from './content-score.ts';
import talk from './talk-words.json' with { type: 'json' };
import { TalkRates } from './talk-rates.ts';
import { CASES, type CaseOf, type EvidenceName } from './evidence-names.ts';
import type { Language } from './language.ts';
import written from './model.json' with { type: 'json' };

/** The version of the file's shape and of the cases it weighs. A file of another version is refused. */
export const MODEL_VERSION = '2';

/** What a model was fitted for that does not say it: the files written before the fit noted its languages are English. */
const LANGUAGES_UNTOLD = ['en'] as Language[];

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
  friction: z.array(
    z.strictObject({ from: z.number().nullable(), ask: z.enum(['tap', 'listen', 'choose']) }),
  ),
  /** The figures that the fit reached on the dev split, as `npm run evaluate` prints them. */
  dev: z.record(z.string(), z.number()),
});

export type WrittenModel = z.infer<typeof shape>;

/** Everything that the logic knows: the weights, the content model, and the rates of words in talk. */
export type Model = WrittenModel & { content: ContentWeights; talk: TalkRates };

/** Reads a model. One of another version or shape, or with a weight beyond its clip, is refused with the place. */
export const parsedModel = (json: unknown): WrittenModel => shape.parse(json);

/** The committed model. A file of another shape stops the program at start, with the place named. */
export const model: Model = {
  ...parsedModel(written),
  content: new Map(Object.entries(content.weights)),
  talk: new TalkRates(talk.per10kWords),
};
