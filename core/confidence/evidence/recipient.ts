import type { Match } from '../names/match-contact.ts';
import { observe, type Observation } from '../weigh.ts';

/**
 * How well the heard name fits a contact: exactly, by a nickname, by a name that sounds the same, by one that
 * sounds near (at most one phone apart, or two that are easily confused), several, or none. Talk in a room yields
 * near names often and exact ones rarely. Counted by the fit on forced accidents and composed requests. Range: ±2.5.
 */
export function recipientEvidence(match: Match): Observation {
  switch (match.kind) {
    case 'exact':
      return observe('recipient', 'exact', 'A contact was named exactly.');
    case 'nickname':
      return observe('recipient', 'nickname', 'A contact was named by a nickname.');
    case 'near':
      return match.apart === 0
        ? observe('recipient', 'sounds-same', "What was heard sounds the same as a contact's name.")
        : observe('recipient', 'near', "What was heard only sounds like a contact's name.");
    case 'ambiguous':
      return observe('recipient', 'ambiguous', 'What was heard fits more than one contact.');
    case 'none':
      return observe('recipient', 'none', 'What was heard is no contact.');
  }
}
