import type { NewPhone } from '../../core/approval/link.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/message-routes.ts';
import type { TroubleView } from '../../core/api/trouble.ts';
import type { RoomView } from '../../core/api/room-routes.ts';
import type { ContactId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { StoppedView } from '../../core/api/room-routes.ts';
import type { Problem } from './problem.ts';

/**
 * What the phone knows of the trust list. Without a valid list the phone allows nothing. `not-paired`: the server
 * refused to show the list, because it does not know this phone any more.
 */
export type TrustStatus =
  | { is: 'loading' }
  | { is: 'holding'; list: TrustList; links: readonly string[] }
  | { is: 'failing'; why: 'broken' | 'shorter' | 'rewritten' | 'not-paired' }
  /** `name`: the phone that removed this one; undefined if the recovery code did. */
  | { is: 'failing'; why: 'revoked'; at: Instant; name?: string };

/** The progress of the owner's answer to a message. */
export type AnswerProgress =
  | { is: 'asking'; type: 'release' | 'discard' | 'undo' }
  /** The server has not confirmed that it has the signed answer. */
  | { is: 'not-confirmed'; type: 'release' | 'discard' }
  /** The owner took this answer back, and the message waits again. */
  | { is: 'taken-back'; type: 'release' | 'discard' }
  /** The server never got the answer. Nothing was sent, and nothing will be without another tap. */
  | { is: 'not-sent' }
  /** The owner picked a contact other than the one that the Echo heard, and has to confirm it. */
  | { is: 'other-than-heard'; contact: ContactId }
  /** `by`: who answered first, if someone did. */
  | { is: 'refused'; title: string; by?: string };

/** A phone that entered the code and waits to be added. `check`: the number that it must show. */
export type Candidate = NewPhone & { phone: PhoneId; check: string };

/** A pairing code for another phone. */
export type Invitation = { code: string; until: Instant; candidate?: Candidate };

/** Everything that the screens show. */
export type SessionState = {
  messages: readonly MessageView[] | undefined;
  trust: TrustStatus;
  rooms: readonly RoomView[] | undefined;
  stopped: readonly StoppedView[] | undefined;
  /** When the server showed this state; undefined while it can be reached. */
  seenAt: Instant | undefined;
  /** Whether there are older messages that are not loaded yet. */
  more: boolean;
  /** Problems that keep the server from its work and that the owner can mend. */
  serverTroubles: readonly TroubleView[];
  /** The problem of the last refresh, if there was one. */
  trouble: Problem | undefined;
  answers: ReadonlyMap<MessageId, AnswerProgress>;
  invitation: Invitation | undefined;
};

/** The trust list, if it is valid. */
export const getTrustList = ({ trust }: SessionState): TrustList | undefined =>
  trust.is === 'holding' ? trust.list : undefined;

/** The newer list, in which unchanged entries are the objects of the older list, so that their cards do not change. */
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
