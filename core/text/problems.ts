import type { ProblemCode } from '../api/problem.ts';

/** One sentence for each problem: what is wrong, and what the owner can do. */
export type ProblemTexts = Readonly<Record<ProblemCode, string>>;
