import type { Instant } from '../household/instant.ts';
import type { EvidenceName } from './evidence/cases.ts';
import { type Language, UNDETERMINED } from '../household/language.ts';
import { type Sha256, sha256 } from '../household/sha256.ts';

/** What the Echo last asked for; `nothing` at the start, `more` once a message is held. */
export type Asked = 'nothing' | 'recipient' | 'name-again' | 'message' | 'more';

/** One named observation about a turn. */
export type Evidence = {
  name: EvidenceName;
  /** Which of the cases of `model.json` was observed. */
  observed: string;
  /** Log-likelihood ratio, intended : accidental, natural logarithm, clipped. */
  weight: number;
  /** For the owner, as a sentence. */
  reason: string;
};

/** One turn as the owner sees it: never the words that were heard. */
export type StoryTurn = {
  at: Instant;
  asked: Asked;
  heard: string;
  evidence: Evidence[];
  /** The sum on the prior after this turn. */
  logOdds: number;
};

/** Why a conversation went as it did. It is fixed once a message is held, and the release signs its digest. */
export type Story = {
  model: string;
  /** In which language it was spoken; undetermined where nothing was said yet, or its turns were in several. */
  language: Language;
  prior: number;
  turns: StoryTurn[];
};

/** The story as it goes on in this language. */
export const toldIn = (story: Story, language: Language): Story => ({
  ...story,
  language: story.turns.length === 0 || story.language === language ? language : UNDETERMINED,
});

/** The log-odds that the conversation was meant, after all its turns. */
export const logOddsOf = (story: Story): number => story.turns.at(-1)?.logOdds ?? story.prior;

/** Recomputes the sum from the single pieces, so that an edited total counts for nothing. */
export const summedLogOdds = (story: Story): number =>
  story.turns.flatMap(turn => turn.evidence).reduce((sum, { weight }) => sum + weight, story.prior);

/** From log-odds to the probability they stand for. */
export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Names what is digested, with a version: a change of the digested form gets the next number. */
const STORY_FORM = 'second-yes story 1';

/** The digest over all that the phone shows of the story. */
export function storyDigest(story: Story): Sha256 {
  const turns = story.turns.map(turn => [
    turn.at,
    turn.asked,
    turn.heard,
    turn.evidence.map(({ name, observed, weight, reason }) => [name, observed, weight, reason]),
    turn.logOdds,
  ]);
  return sha256(JSON.stringify([STORY_FORM, story.model, story.language, story.prior, turns]));
}
