import type { RoomId } from './ids.ts';
import { after, type Instant, minutes } from './instant.ts';
import type { Room } from './room.ts';

/**
 * How a conversation ended, or that its message is still open. An accident: nobody wanted it, as the owner said, as
 * silence tells, or as the evidence did before anything was recorded.
 */
export type Ending = {
  at: Instant;
  room: RoomId;
  was: 'accident' | 'meant' | 'open';
  /** When a message was held; missing where none was. */
  heldAt?: Instant;
};

/** So many accidents in a row pause a room: a television or a child at play makes more of them. */
export const ACCIDENTS_IN_A_ROW = 3;
/** So many unanswered messages are as many as an owner wants to go through. */
export const MOST_WAITING = { room: 5, house: 15 };
/** So many messages in the last while are more than anybody speaks on purpose. */
export const MOST_HELD = { room: 10, house: 30, within: minutes(60) };

/** Whether sending from a room is paused, given how conversations ended, newest first. */
export function isPaused(room: Room, endings: readonly Ending[]): boolean {
  if (room.pausedAt !== undefined) return true;
  const ended = endings.filter(
    ({ room: id, was, at }) =>
      id === room.id && was !== 'open' && (room.resumedAt === undefined || at > room.resumedAt),
  );
  const latest = ended.slice(0, ACCIDENTS_IN_A_ROW);
  return latest.length === ACCIDENTS_IN_A_ROW && latest.every(({ was }) => was === 'accident');
}

/** Why no message is taken from a room now; undefined where one may be. */
export function sendingStopped(
  room: Room,
  { endings, waiting }: { endings: readonly Ending[]; waiting: readonly { room: RoomId }[] },
  now: Instant,
): 'paused' | 'many-waiting' | 'many-held' | undefined {
  if (isPaused(room, endings)) return 'paused';
  const here = (one: { room: RoomId }) => one.room === room.id;
  if (waiting.length >= MOST_WAITING.house || waiting.filter(here).length >= MOST_WAITING.room)
    return 'many-waiting';
  const lately = endings.filter(
    ({ heldAt }) => heldAt !== undefined && now < after(heldAt, MOST_HELD.within),
  );
  if (lately.length >= MOST_HELD.house || lately.filter(here).length >= MOST_HELD.room) return 'many-held';
  return undefined;
}
