import type { ContactId } from '../../household/ids.ts';
import { isCommon } from './commonness.ts';
import type { Match } from '../names/match-contact.ts';
import type { TalkRates } from '../names/talk-rates.ts';
import { observe, type Observation } from '../weigh.ts';

/**
 * Whether the name said again, unprompted, agrees with the first. This is the check that works: in real talk an
 * exact name followed by the same name again is about a hundred times rarer than a near name and then any "yes"
 * (0.02% of ten-second pairs against 3–5%, counted on public transcripts). Less so where the name, or what sounds
 * near it, is common in talk.
 *
 * @param first how sure the name was when it was heard before: one that was only near may be corrected
 * @param heard the name that was heard now
 * @param names all that the recipient is called by
 *
 * Range: ±2.5.
 */
export function nameAgainEvidence(
  match: Match,
  recipient: ContactId,
  {
    heard,
    names,
    first,
    talk,
  }: { heard: string; names: readonly string[]; first: 'itself' | 'near'; talk: TalkRates },
): Observation {
  if (match.kind === 'none')
    return observe('name-again', 'none', 'Asked for the name again, no name was heard.');
  const agrees =
    match.kind === 'ambiguous' ? match.contacts.includes(recipient) : match.contact === recipient;
  const itself =
    match.kind === 'exact' || match.kind === 'nickname' || (match.kind === 'near' && match.apart === 0);
  if (!agrees)
    return itself && first === 'near'
      ? observe('name-again', 'corrected', 'Asked for the name again, another contact was named exactly.')
      : observe('name-again', 'other', 'Asked for the name again, another name was heard.');
  if (itself)
    return isCommon([heard], 'itself', talk)
      ? observe(
          'name-again',
          'same-common',
          'Asked again, the same name was heard, but it is common in talk.',
        )
      : observe('name-again', 'same', 'Asked for the name again, the same name was heard.');
  return isCommon(names, 'near', talk)
    ? observe(
        'name-again',
        'same-near-common',
        'Asked again, only a common word that sounds like it was heard.',
      )
    : observe(
        'name-again',
        'same-near',
        'Asked for the name again, something that sounds like it was heard.',
      );
}
