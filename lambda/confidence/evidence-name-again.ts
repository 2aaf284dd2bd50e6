import type { ContactId } from '../household/ids.ts';
import type { Match } from './match-contact.ts';
import type { Evidence } from './story.ts';
import { weigh } from './weigh.ts';

/**
 * Whether the name said again, unprompted, agrees with the first. This is the check that works: in real talk an
 * exact name followed by the same name again is about a hundred times rarer than a near name and then any "yes".
 */
export function nameAgainEvidence(match: Match, recipient: ContactId): Evidence {
  if (match.kind === 'none')
    return weigh('name-again', 'none', 'Asked for the name again, no name was heard.');
  const agrees =
    match.kind === 'ambiguous' ? match.contacts.includes(recipient) : match.contact === recipient;
  if (!agrees) return weigh('name-again', 'other', 'Asked for the name again, another name was heard.');
  return match.kind === 'exact' || match.kind === 'nickname'
    ? weigh('name-again', 'same', 'Asked for the name again, the same name was heard.')
    : weigh('name-again', 'same-near', 'Asked for the name again, something that sounds like it was heard.');
}
