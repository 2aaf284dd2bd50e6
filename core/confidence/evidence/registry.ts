import { answerTime } from './answer-time.ts';
import { around } from './around.ts';
import { commonness } from './commonness.ts';
import { contactHistory } from './contact-history.ts';
import { content } from './content.ts';
import type { Clip, EvidenceDefinition, Moment, Moments } from './definition.ts';
import { length } from './length.ts';
import { margin } from './margin.ts';
import { oneBreath } from './one-breath.ts';
import { nameAgain } from './name-again.ts';
import { opening } from './opening.ts';
import { recipient } from './recipient.ts';
import { roomHistory } from './room-history.ts';
import { speaker } from './speaker.ts';

/** All evidence, in the order in which a turn's story lists it. */
export const EVIDENCE = {
  opening,
  'one-breath': oneBreath,
  recipient,
  commonness,
  margin,
  around,
  'name-again': nameAgain,
  content,
  length,
  speaker,
  'answer-time': answerTime,
  'contact-history': contactHistory,
  'room-history': roomHistory,
} as const;

export type EvidenceName = keyof typeof EVIDENCE;
export type CaseOf<N extends EvidenceName> = (typeof EVIDENCE)[N]['cases'][number];

/** One observation, before the model gives it a weight: a piece of evidence and which of its cases was observed. */
export type Observation = { [N in EvidenceName]: { name: N; observed: CaseOf<N> } }[EvidenceName];

export const EVIDENCE_NAMES = Object.keys(EVIDENCE) as [EvidenceName, ...EvidenceName[]];

/** The definition of a piece of evidence, with its cases as text. */
export const evidenceNamed = (name: EvidenceName): EvidenceDefinition<string> => EVIDENCE[name];

/** The clip of one case. */
export function clipOf(name: EvidenceName, observed: string): Clip {
  const { clip, clipOfCase } = evidenceNamed(name);
  return clipOfCase?.[observed] ?? clip;
}

/**
 * Everything that can be observed at this moment.
 *
 * @param before what was observed earlier in the conversation: evidence that counts once is not observed again
 */
export function observe<M extends Moment>(
  moment: M,
  known: Moments[M],
  before: readonly { name: EvidenceName }[] = [],
): Observation[] {
  return EVIDENCE_NAMES.flatMap(name => {
    const { observe, oncePerConversation } = evidenceNamed(name);
    if (oncePerConversation && before.some(one => one.name === name)) return [];
    const observed = observe[moment]?.(known);
    return observed === undefined ? [] : [{ name, observed } as Observation];
  });
}
