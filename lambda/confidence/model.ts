import { z } from 'zod';
import written from './model.json' with { type: 'json' };

const weights = <const K extends string>(...cases: K[]) =>
  z.strictObject(Object.fromEntries(cases.map(one => [one, z.number()])) as Record<K, z.ZodNumber>);

/** What the fit writes and the logic reads. All weights are natural logarithms. */
const shape = z.strictObject({
  version: z.string(),
  /** False while the numbers were set by hand. */
  fitted: z.boolean(),
  note: z.string(),
  /** Log-odds that a conversation which asks for a message was meant, before any evidence. */
  prior: z.number(),
  /** Wald's bounds on the sum: at or below `stop` the conversation ends, at or above `sure` nothing more is asked aloud. */
  bounds: z.strictObject({ stop: z.number(), sure: z.number() }),
  /** No single piece of evidence weighs more than this, either way. */
  clip: z.number().positive(),
  evidence: z.strictObject({
    opening: weights('one-shot', 'opened'),
    recipient: weights('exact', 'nickname', 'near', 'ambiguous', 'none'),
    'name-again': weights('same', 'same-near', 'other', 'none'),
    miss: weights('not-understood', 'off-topic'),
  }),
  /** From the surest row down; `from` in log-odds, null for all that is left. */
  friction: z.array(
    z.strictObject({ from: z.number().nullable(), ask: z.enum(['tap', 'listen', 'choose']) }),
  ),
});

export type Model = z.infer<typeof shape>;

/** The committed model. A file of another shape stops the program at start, with the place named. */
export const model: Model = shape.parse(written);
