import type { Instant } from '../household/instant.ts';
import { type Language, UNDETERMINED } from '../household/language.ts';
import { type Sha256, sha256 } from '../household/bytes/sha256.ts';
import type { Observation } from './evidence/registry.ts';

/** What the Echo can have asked for last: `nothing` at the start, `more` once a message is held. */
export const ASKED = ['nothing', 'recipient', 'name-again', 'message', 'more'] as const;
export type Asked = (typeof ASKED)[number];

/** What the platform can have taken an utterance for. `send` is also the answer to a question of the Echo. */
export const HEARD_KINDS = [
  'launch',
  'send',
  'tell',
  'audio',
  'add',
  'discard',
  'count-waiting',
  'delivery-status',
  'explain',
  'pair-phone',
  'add-contact',
  'repeat',
  'help',
  'stop',
  'cancel',
  'yes',
  'no',
  'not-understood',
  'session-ended',
] as const;
export type HeardKind = (typeof HEARD_KINDS)[number];

/** Why a conversation was stopped. Only `unlikely` says that it was an accident, and counts towards pausing its room. */
export const STOP_REASONS = [
  /** The evidence reached the lower bound. */
  'unlikely',
  /** Nobody answered a question. */
  'silence',
  /** What was said was not understood, or named nobody whom the household knows. */
  'not-understood',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/**
 * One observation about a turn and its weight: a log-likelihood ratio (intended : accidental, natural logarithm),
 * clipped. It holds codes; `core/text` makes a sentence of them.
 */
export type Evidence = Observation & { weight: number };

/** Evidence as a phone gets it: a later version of the program may know codes that this one does not. */
export type ShownEvidence = { name: string; observed: string; weight: number };

/** One turn as the owner sees it, without the words that were heard. */
export type StoryTurn<E extends ShownEvidence = Evidence> = {
  at: Instant;
  asked: Asked;
  heard: HeardKind;
  evidence: E[];
  /** The prior plus the weights of all evidence up to this turn. */
  logOdds: number;
};

/** Why a conversation went as it did. It does not change once a message is held, and the release signs its digest. */
export type Story<E extends ShownEvidence = Evidence> = {
  /** The model that weighed the evidence: its version, a slash, and the day of its fit or `unfitted`. */
  model: string;
  /** The language of all turns; undetermined before the first turn and where the turns differ. */
  language: Language;
  prior: number;
  turns: StoryTurn<E>[];
};

export type ShownStory = Story<ShownEvidence>;

/** The story with the language of its next turn. */
export const withTurnLanguage = (story: Story, language: Language): Story => ({
  ...story,
  language: story.turns.length === 0 || story.language === language ? language : UNDETERMINED,
});

/** The log-odds, after all turns, that the conversation was meant. */
export const logOddsOf = (story: ShownStory): number => story.turns.at(-1)?.logOdds ?? story.prior;

/** The log-odds summed from the single pieces, so that an edited total counts for nothing. */
export const summedLogOdds = (story: ShownStory): number =>
  evidenceOf(story).reduce((sum, { weight }) => sum + weight, story.prior);

/** The probability, from 0 to 1, that these log-odds stand for. */
export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** All evidence of a story, in the order of its turns. */
export const evidenceOf = <E extends ShownEvidence>({ turns }: Pick<Story<E>, 'turns'>): E[] =>
  turns.flatMap(({ evidence }) => evidence);

/** At most `count` pieces of evidence, for or against, the heaviest first. Evidence of no weight is left out. */
export const heaviestEvidence = (story: Story, count: number): Evidence[] =>
  evidenceOf(story)
    .filter(({ weight }) => weight !== 0)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, count);

/** Names what is digested, with a version: a change of the digested form gets the next number. */
const STORY_FORM = 'second-yes story 1';

/** The digest over everything that the phone shows of the story. */
export function storyDigest(story: ShownStory): Sha256 {
  const turns = story.turns.map(turn => [
    turn.at,
    turn.asked,
    turn.heard,
    turn.evidence.map(({ name, observed, weight }) => [name, observed, weight]),
    turn.logOdds,
  ]);
  return sha256(JSON.stringify([STORY_FORM, story.model, story.language, story.prior, turns]));
}
