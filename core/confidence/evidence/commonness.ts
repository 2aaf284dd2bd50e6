import { heardAs } from '../names/match-contact.ts';
import { namesOf } from '../names/sayings.ts';
import { spokenName } from '../names/spoken.ts';
import { clipAt, defineEvidence } from './definition.ts';

/**
 * How often the heard name occurs in ordinary talk. If the name was only near, the words that sound near any of the
 * contact's names are counted: "very" sounds near Mary and occurs in every third minute of a conversation, but
 * nothing sounds near Christopher. The rates were counted on public transcripts.
 */
export const commonness = defineEvidence({
  cases: ['rare', 'common', 'near-rare', 'near-common'],
  clip: clipAt(1),
  weights: { fitted: { neverFor: ['common', 'near-common'] } },
  observe: {
    'name-heard'({ name, match, contact, talk }) {
      if (!contact || !('contact' in match)) return undefined;
      if (heardAs(match) !== 'itself')
        return talk.isSoundCommon(namesOf(contact)) ? 'near-common' : 'near-rare';
      return talk.isNameCommon(spokenName(name.text)) ? 'common' : 'rare';
    },
  },
});
