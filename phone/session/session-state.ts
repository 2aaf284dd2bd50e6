import type { NewPhone } from '../../core/approval/link.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView, RoomView } from '../../core/api/views.ts';
import type { ContactId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Stopped } from '../../core/api/answers.ts';
import type { Problem } from './problem.ts';

/**
 * What the phone makes of the house's trust list. Nothing is allowed unless it holds. `not-paired`: the house does
 * not show it, as it does not know this phone any more.
 */
export type TrustStatus =
  | { is: 'loading' }
  | { is: 'holding'; list: TrustList; links: readonly string[] }
  | { is: 'failing'; why: 'broken' | 'shorter' | 'rewritten' | 'not-paired' }
  /** `name`: of the phone that did it; without one it was the recovery code. */
  | { is: 'failing'; why: 'revoked'; at: Instant; name?: string };

/** How far an answer to a message is. */
export type AnswerProgress =
  | { is: 'asking'; type: 'release' | 'discard' | 'undo' }
  /** The house did not say whether it has the signed answer. */
  | { is: 'not-confirmed'; type: 'release' | 'discard' }
  /** The house never got it, so nothing was sent and nothing will be by itself. */
  | { is: 'not-sent' }
  /** The contact that was picked is not whom the Echo heard: is it meant? */
  | { is: 'other-than-heard'; contact: ContactId }
  /** `by`: whose answer came first, where one did. */
  | { is: 'refused'; title: string; by?: string };

/** A further phone that gave the code and waits to be let in; `check` is what it must show. */
export type Candidate = NewPhone & { phone: PhoneId; check: string };

/** A code for a further phone. */
export type Invitation = { code: string; until: Instant; candidate?: Candidate };

/** All that the screens show. */
export type SessionState = {
  messages: readonly MessageView[] | undefined;
  trust: TrustStatus;
  rooms: readonly RoomView[] | undefined;
  stopped: readonly Stopped[] | undefined;
  /** When the house showed this, where it cannot be reached now. */
  seenAt: Instant | undefined;
  /** Whether there are older messages that were not asked for yet. */
  more: boolean;
  /** What went wrong at the last look, if anything. */
  trouble: Problem | undefined;
  answers: ReadonlyMap<MessageId, AnswerProgress>;
  invitation: Invitation | undefined;
};

/** The list that is trusted, if it holds. */
export const getTrustList = ({ trust }: SessionState): TrustList | undefined =>
  trust.is === 'holding' ? trust.list : undefined;

/** The newer list, with each entry that has not changed taken from the older, so that its card stays as it is. */
export function reuseUnchanged<T extends { id: string }>(
  older: readonly T[] | undefined,
  newer: readonly T[],
): readonly T[] {
  const before = new Map(older?.map(one => [one.id, one]));
  const merged = newer.map(one => {
    const same = before.get(one.id);
    return same && (same === one || JSON.stringify(same) === JSON.stringify(one)) ? same : one;
  });
  const unchanged = merged.length === older?.length && merged.every((one, index) => one === older[index]);
  return unchanged ? older : merged;
}
