import type { EvidenceName } from './evidence/cases.ts';

/** How much may weigh against intent, and how much for it, in natural log units. */
export type Clip = { against: number; for: number };

const both = (most: number): Clip => ({ against: most, for: most });

/**
 * How much each piece of evidence may weigh at most, so that no single one outvotes the rest: each `for` lies
 * below the upper bound (a test says so). The fit keeps within these, and a model that does not is refused.
 *
 * What a name says may weigh most: it is the check that works. Content may weigh less for a message than against
 * it, because it may have learnt a corpus's manner and nothing is lost by asking the phone for more. What has no
 * public data (speaker, answer time, history, how accidents open) is kept small by hand.
 */
export const CLIPS: Record<EvidenceName, Clip> = {
  opening: both(1),
  recipient: both(2.5),
  commonness: both(1),
  margin: both(0.5),
  around: both(1),
  'name-again': both(2.5),
  content: { against: 7.5, for: 2 },
  length: both(1.5),
  miss: both(2),
  speaker: both(1),
  'answer-time': both(0.5),
  'contact-history': both(1),
  'room-history': both(1),
};

/**
 * The one exception: a recognised speaker who names a contact exactly may be believed at once. The platform has
 * then compared a voice, which nothing else in a request does.
 */
const SPEAKER_NAMED_EXACTLY = 6;

/** The clip of one case. */
export const clipOf = (name: EvidenceName, observed: string): Clip =>
  name === 'speaker' && observed === 'named-exactly' ? both(SPEAKER_NAMED_EXACTLY) : CLIPS[name];
