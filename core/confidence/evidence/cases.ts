/** The pieces of evidence, and for each the cases that can be observed. `model.json` has a weight for every case. */
export const CASES = {
  opening: ['one-shot', 'opened'],
  recipient: ['exact', 'nickname', 'sounds-same', 'near', 'ambiguous', 'none'],
  commonness: ['rare', 'common', 'near-rare', 'near-common'],
  margin: ['clear', 'tight'],
  around: ['request-like', 'talk-like'],
  'name-again': ['same', 'same-common', 'same-near', 'same-near-common', 'corrected', 'other', 'none'],
  content: ['talk-3', 'talk-2', 'talk-1', 'unclear', 'message-1', 'message-2', 'message-3'],
  length: ['word', 'short', 'sentence', 'long', 'breath'],
  miss: ['not-understood', 'off-topic', 'empty'],
  speaker: ['recognised', 'named-exactly'],
  'answer-time': ['slow'],
  'contact-history': ['mostly-meant', 'mixed', 'mostly-not-meant'],
  'room-history': ['mostly-meant', 'mixed', 'mostly-not-meant'],
} as const;

export type EvidenceName = keyof typeof CASES;
export type CaseOf<N extends EvidenceName> = (typeof CASES)[N][number];

export const EVIDENCE_NAMES = Object.keys(CASES) as [EvidenceName, ...EvidenceName[]];
