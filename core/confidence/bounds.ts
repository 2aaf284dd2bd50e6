/** The errors that the sequential test may make; the two bounds follow from them. */
export type ErrorTargets = {
  /** How many accidents may be believed so far that nothing more is asked aloud. */
  believed: number;
  /** How many genuine requests may be stopped. */
  stopped: number;
};

/**
 * The error targets of this house, in one place. Believing an accident is not yet a send: the content is weighed
 * after it, and the phone is asked whatever was believed. Stopping a genuine request costs saying it again.
 *
 * They are ceilings, not expectations. Each piece of evidence is clipped well below what the data would let it
 * weigh, so sums are smaller than true log-likelihood ratios and the errors made are far rarer than these: the
 * measured ones stand in model.json and docs/confidence.md.
 */
export const TARGETS: ErrorTargets = { believed: 0.05, stopped: 0.1 };

/**
 * How many accidents may be believed so far that one tap would do, in a household that lowered its floor to that: fifty
 * times fewer than go on without another question, because then nobody has to listen.
 */
export const TAPPED: ErrorTargets = { ...TARGETS, believed: 0.001 };

/**
 * Wald's bounds for the log-likelihood ratio (Sequential Tests of Statistical Hypotheses, 1945): accept above
 * ln((1−β)/α), reject below ln(β/(1−α)), which keeps the errors at or below about α and β whatever the number of
 * turns. On the log-odds, the prior is added to both.
 */
export function waldBounds(
  { believed, stopped }: ErrorTargets,
  prior: number,
): { stop: number; sure: number } {
  return {
    stop: prior + Math.log(stopped / (1 - believed)),
    sure: prior + Math.log((1 - stopped) / believed),
  };
}
