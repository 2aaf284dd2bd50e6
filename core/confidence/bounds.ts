/** The errors that the sequential test may make. The two bounds follow from them. */
export type ErrorTargets = {
  /** The share of accidents that may pass the upper bound, after which nothing more is asked aloud. */
  believed: number;
  /** The share of genuine requests that may be stopped. */
  stopped: number;
};

/**
 * The error targets. An accident that passes the upper bound is not sent yet: its content is weighed, and the phone is
 * asked in any case. A genuine request that is stopped must be said again.
 *
 * The targets are ceilings. Each piece of evidence is clipped well below what the data would let it weigh, so the sums
 * are smaller than true log-likelihood ratios, and errors are far rarer than this. The measured rates are in
 * `model.json` and `docs/confidence.md`.
 */
export const TARGETS: ErrorTargets = { believed: 0.05, stopped: 0.1 };

/**
 * The error targets for a release with one tap, in a household that lowered its floor to that. They allow fifty times
 * fewer accidents, because then nobody has to listen.
 */
export const TAP_TARGETS: ErrorTargets = { ...TARGETS, believed: 0.001 };

/**
 * Wald's bounds for the log-likelihood ratio (Sequential Tests of Statistical Hypotheses, 1945): accept above
 * ln((1−β)/α), reject below ln(β/(1−α)). They keep the errors at or below about α and β, whatever the number of turns.
 * The prior is added to both, so the bounds are log-odds.
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
