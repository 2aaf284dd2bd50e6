import type { Moments } from './definition.ts';
import { clipAt, defineEvidence } from './definition.ts';
import { spokenName } from '../names/spoken.ts';

/**
 * Whether the name that was said again agrees with the first. The Echo asks for it without saying it. This is the check
 * that works: in real talk, an exact name followed by the same name is about a hundred times rarer than a near name
 * followed by any "yes" (0.02% of pairs of ten seconds against 3 to 5%, counted on public transcripts). It says less
 * where the name, or what sounds near it, is common in talk.
 */
export const nameAgain = defineEvidence({
  cases: ['same', 'same-common', 'same-near', 'same-near-common', 'corrected', 'other', 'none'],
  clip: clipAt(2.5),
  clipOfCase: {
    // A word that talk is full of may come twice by chance, whatever the speech sets say.
    'same-common': { against: 2.5, for: 1.25 },
    // An unknown name is no evidence of an accident.
    none: clipAt(0),
  },
  weights: { fitted: { neverFor: ['other', 'none', 'same-near', 'same-near-common'] } },
  observe: {
    'name-heard-again': agreementOf,
  },
});

function agreementOf({ name, match, expected, talk }: Moments['name-heard-again']) {
  if (match.kind === 'none') return 'none';
  const agrees =
    match.kind === 'ambiguous'
      ? match.contacts.includes(expected.contact)
      : match.contact === expected.contact;
  const heardItself = match.kind !== 'ambiguous' && match.apart === 0;
  // A name that was only near before may be corrected; one that was heard itself may not.
  if (!agrees) return heardItself && expected.heardAs !== 'itself' ? 'corrected' : 'other';
  if (heardItself) return talk.isNameCommon(spokenName(name.text)) ? 'same-common' : 'same';
  return talk.isSoundCommon(expected.names) ? 'same-near-common' : 'same-near';
}
