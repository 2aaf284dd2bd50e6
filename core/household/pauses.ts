import type { RoomId } from './ids.ts';
import { after, type Instant, minutes } from './instant.ts';
import type { Room } from './room.ts';

/**
 * How a conversation ended. It was an accident if the owner said so, or if the evidence stopped it before anything was
 * recorded. It is `open` if nobody has said: an owner who did not look at the phone in time is no evidence.
 */
export type Ending = {
  at: Instant;
  room: RoomId;
  was: 'accident' | 'meant' | 'open';
  /** When a message was held; missing if none was. */
  heldAt?: Instant;
};

/** This many accidents in a row pause a room. A television or a playing child causes more than these. */
export const ACCIDENTS_IN_A_ROW = 3;
/** An owner does not want to go through more unanswered messages than this. */
export const MOST_WAITING = { room: 5, household: 15 };
/** Nobody speaks more messages than this on purpose within this time. */
export const MOST_HELD = { room: 10, household: 30, within: minutes(60) };

/** Whether sending from a room is paused. `endings` are newest first. */
export function isPaused(room: Room, endings: readonly Ending[]): boolean {
  if (room.pausedAt !== undefined) return true;
  const ended = endings.filter(
    ({ room: id, was, at }) =>
      id === room.id && was !== 'open' && (room.resumedAt === undefined || at > room.resumedAt),
  );
  const latest = ended.slice(0, ACCIDENTS_IN_A_ROW);
  return latest.length === ACCIDENTS_IN_A_ROW && latest.every(({ was }) => was === 'accident');
}

/** Why a room may not hold another message now; undefined if it may. */
export function refuseSending(
  room: Room,
  { endings, waiting }: { endings: readonly Ending[]; waiting: readonly { room: RoomId }[] },
  now: Instant,
): 'paused' | 'paused-by-phone' | 'many-waiting' | 'many-held' | undefined {
  if (isPaused(room, endings)) return room.pausedBy === undefined ? 'paused' : 'paused-by-phone';
  const isFromRoom = (one: { room: RoomId }) => one.room === room.id;
  if (waiting.length >= MOST_WAITING.household || waiting.filter(isFromRoom).length >= MOST_WAITING.room)
    return 'many-waiting';
  const recent = endings.filter(
    ({ heldAt }) => heldAt !== undefined && now < after(heldAt, MOST_HELD.within),
  );
  if (recent.length >= MOST_HELD.household || recent.filter(isFromRoom).length >= MOST_HELD.room)
    return 'many-held';
  return undefined;
}
