import type { MessageView } from '../../core/api/message-routes.ts';
import { hours, type Instant } from '../../core/household/instant.ts';
import type { StoppedView } from '../../core/api/room-routes.ts';

/** The accidents of one day. `stopped`: how many of them were stopped before anything was recorded. */
export type AccidentDay = { day: number; accidents: number; stopped: number };

const DAYS = 30;
const DAY = hours(24);

/**
 * Counts the accidents of the last thirty days, oldest first: what the evidence stopped, and what the owner discarded as
 * "That wasn't me". The last day is the 24 hours before `now`.
 */
export function countAccidentsByDay(
  messages: readonly MessageView[],
  stopped: readonly StoppedView[],
  now: Instant,
): AccidentDay[] {
  const early = stopped.filter(({ why }) => why === 'unlikely').map(({ at }) => at);
  const late = messages
    .filter(({ answer }) => answer?.type === 'discard' && answer.notMe)
    .map(({ heldAt }) => heldAt);
  return Array.from({ length: DAYS }, (_, day) => {
    const from = now - (DAYS - day) * DAY;
    const isOn = (at: Instant) => at > from && at <= from + DAY;
    const before = early.filter(isOn).length;
    return { day, accidents: before + late.filter(isOn).length, stopped: before };
  });
}
