import type { TalkRates } from '../names/talk-rates.ts';
import { observe, type Observation } from '../weigh.ts';

/** In 10,000 words. Twenty words, the length of one misheard answer, hold a word of this rate once in 500 times. */
const COMMON_NAME = 1;

/** In 10,000 words: once in 100 answers of twenty words. */
const COMMON_SOUND = 5;

/** A recogniser that expects contacts may write the name where a near word was said; this share is assumed. */
const MISWRITTEN = 0.1;

/**
 * Whether what was heard as this contact is common in talk.
 *
 * @param names the name that was heard; where it was only near, all that the contact is called by
 */
export function isCommon(names: readonly string[], heard: 'itself' | 'near', talk: TalkRates): boolean {
  return names.some(name => {
    const { own, near } = talk.of(name);
    return heard === 'itself' ? own + MISWRITTEN * near >= COMMON_NAME : own + near >= COMMON_SOUND;
  });
}

/**
 * How often the contact's name, or where it was only near, its near-sounds, occur in ordinary talk. "Very" is
 * heard near Mary in every third minute of any conversation; nothing is near Christopher. Rates were counted on
 * public transcripts. Range: −1 to 1.
 */
export function commonnessEvidence(
  names: readonly string[],
  heard: 'itself' | 'near',
  talk: TalkRates,
): Observation {
  const common = isCommon(names, heard, talk);
  if (heard === 'itself')
    return common
      ? observe('commonness', 'common', 'That name, or a word much like it, is common in ordinary talk.')
      : observe('commonness', 'rare', 'That name is rare in ordinary talk.');
  return common
    ? observe('commonness', 'near-common', 'Words that sound like that name are common in ordinary talk.')
    : observe('commonness', 'near-rare', 'Words that sound like that name are rare in ordinary talk.');
}
