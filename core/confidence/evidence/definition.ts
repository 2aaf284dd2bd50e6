import type { Contact } from '../../household/contact.ts';
import type { ContactId, RoomId } from '../../household/ids.ts';
import type { Instant } from '../../household/instant.ts';
import type { ContentWeights } from '../content-model.ts';
import type { PastAnswers } from '../past-answers.ts';
import type { HeardAs, HeardName, Match } from '../names/match-contact.ts';
import type { TalkRates } from '../names/talk-rates.ts';

/** A voice that the platform recognised: by its sound, or by its sound and a PIN. */
export type Speaker = 'voice' | 'voice-and-pin';

/** How the message was joined to the name: by words such as "that", directly, or in front of the name. */
export const ONE_BREATH_FORMS = ['joined', 'bare', 'name-last'] as const;
export type OneBreathForm = (typeof ONE_BREATH_FORMS)[number];

/** When the question was asked and when its answer came. `askedAt` is missing where nothing was asked. */
type Answered = { askedAt: Instant | undefined; answeredAt: Instant };

/** The moments at which evidence is observed, and what is known at each of them. */
export type Moments = {
  /**
   * Somebody asked to send a message. `opensSession`: the first request of its session. `form`: how the message stood in
   * the same breath; missing if it did not.
   */
  'request-heard': { opensSession: boolean; withName: boolean; form?: OneBreathForm };
  /** A recipient's name was heard for the first time. `contact`: the one that it matches, if it is a single one. */
  'name-heard': Answered & {
    name: HeardName;
    match: Match;
    contact: Contact | undefined;
    room: RoomId;
    speaker: Speaker | undefined;
    pastAnswers: PastAnswers | undefined;
    talk: TalkRates;
  };
  /** The name was asked for again and a name was heard. */
  'name-heard-again': Answered & {
    name: HeardName;
    match: Match;
    /** The contact that was understood before: its names, and how its name was heard. */
    expected: { contact: ContactId; names: readonly string[]; heardAs: HeardAs };
    talk: TalkRates;
  };
  /** The message was asked for and came as text. */
  'message-heard': { transcript: string; contentWeights: ContentWeights };
};
export type Moment = keyof Moments;

/** How much a piece of evidence may weigh at most against intent and for it, in natural log units. */
export type Clip = { readonly against: number; readonly for: number };

/** The same limit in both directions. */
export const clipAt = (limit: number): Clip => ({ against: limit, for: limit });

/** How the fit treats a piece of evidence. */
type FitRules<Case extends string> = {
  /** Cases that must not speak for intent, whatever the data say. */
  neverFor?: readonly Case[];
  /**
   * Cases that share the weight of another case, because the speech sets cannot tell the two apart. The other case
   * is named `evidence:case`.
   */
  sharesWeightOf?: { readonly [C in Case]?: `${string}:${string}` };
};

/**
 * Everything about one piece of evidence. The model's schema, the fit, the evaluation and the explanations follow
 * from it. CONTRIBUTING.md says how to add a piece.
 */
export type EvidenceDefinition<Case extends string> = {
  /** What can be observed. `model.json` has a weight for every case. */
  readonly cases: readonly Case[];
  /**
   * The limit on each case's weight. The fit keeps within it, and a model that does not is refused. No case alone lifts
   * the prior to the model's upper bound, with one exception (`speaker`).
   */
  readonly clip: Clip;
  /** The limits of single cases that differ from `clip`. */
  readonly clipOfCase?: { readonly [C in NoInfer<Case>]?: Clip };
  /** Evidence without public data has weights that were chosen by hand; the fit takes them as they are. */
  readonly weights:
    | { readonly setByHand: Readonly<Record<NoInfer<Case>, number>> }
    | { readonly fitted: FitRules<NoInfer<Case>> };
  /** Whether it counts once in a conversation, however often it is observed. */
  readonly oncePerConversation?: boolean;
  /** What is observed at each moment; undefined where there is nothing to observe. */
  readonly observe: { readonly [M in Moment]?: (known: Moments[M]) => NoInfer<Case> | undefined };
};

/** Gives back the definition with its cases as literal types. */
export const defineEvidence = <const Case extends string>(
  definition: EvidenceDefinition<Case>,
): EvidenceDefinition<Case> => definition;
