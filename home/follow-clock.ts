import type { SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { type Duration, type Instant, instant, seconds } from '../core/household/instant.ts';
import { type Held, isWaiting, type Message, type Rendering } from '../core/message/message.ts';
import { seal, sealProblemOf } from '../core/message/seal.ts';
import { shiftTimes } from '../core/message/shift-times.ts';
import { changeDocument } from '../services/storage/change-document.ts';
import type { Document, Documents } from '../services/ports/documents.ts';
import type { Log } from './log.ts';
import { EARLIEST } from './watching/watching.ts';

type Parts = {
  documents: Documents & Pick<SqliteDocuments, 'unfinished' | 'written' | 'fact' | 'setFact'>;
  sealKey: Uint8Array;
  clock: () => Instant;
  /** How long the machine has been up, its sleep included, in milliseconds: nobody sets that. */
  uptime: () => Duration;
  /** A number for this start of the machine; 0 where the system does not say. */
  boot: number;
  log: Log;
};

/**
 * One setting of the clock, by `by` milliseconds. Messages that were held between `from` and `to`, by the clock as it
 * was before, move with it; `moved` are those that did. `ahead` and `since` are stored for the next start.
 */
type Move = { by: Duration; from: number; to: number; moved: Set<string>; ahead: number; since: number };

/**
 * A smaller difference does not count as setting the clock: systems correct a clock little by little, and on a busy
 * machine some time may pass between the readings of the two clocks.
 */
const SET: Duration = seconds(10);

export type FollowedClock = {
  /**
   * Notices that the clock was set, and moves the messages that wait. Call it now and then, and before work on a message; it
   * resolves when the times are right.
   */
  follow: () => Promise<void>;
  /**
   * The time to compare with the times of stored messages. When the clock is set ahead, this time follows only after the
   * messages have moved. Otherwise work that is under way would take a message for expired.
   */
  now: () => Instant;
  /**
   * Stores as `put` of the documents does. A new message that waits for the disk while the clock is set moves as others
   * do.
   */
  put: Documents['put'];
};

/**
 * When the clock is set, moves the times of the messages that wait with it, so that their real hour stays the same.
 *
 * A clock that is set ahead moves messages only if it was behind a time that it had shown before. Otherwise the time
 * may really have passed, as in a virtual machine that was paused, and then a message without an answer must expire.
 *
 * Only messages that were held by the clock as it was just before are moved. If a machine starts in 1970 and its clock
 * is set later, messages of an earlier start keep their times, because the clock was right when they were held. An
 * answered message is not moved either, because its release signs until when it may be sent.
 *
 * What it knows of the clock is stored until the machine restarts. So a clock that was set while no server ran is
 * noticed when a server starts.
 */
export function followClock({ documents, sealKey, clock, uptime, boot, log }: Parts): FollowedClock {
  const isSameBoot = boot !== 0 && documents.fact('boot') === boot;
  let ahead = isSameBoot ? documents.fact('ahead') : clock() - uptime();
  let since: number = isSameBoot ? documents.fact('since') : documents.fact('latest') > clock() ? clock() : 0;
  if (!isSameBoot) remember({ ahead, since });
  /** How far the followed clock is ahead of the time that the machine has been up. */
  let followed = ahead;
  const moves: Move[] = [];
  /** The last time that the clock was set while this process ran. */
  let latest: Move | undefined;
  let moving: Promise<void> = Promise.resolve();

  return { follow, now, put };

  function now(): Instant {
    const known = uptime() + followed;
    return Math.abs(clock() - known) < SET ? clock() : instant(known);
  }

  function follow(): Promise<void> {
    const by = clock() - uptime() - ahead;
    if (Math.abs(by) >= SET) {
      const before = clock() - by;
      const mayHavePassed = by > 0 && before >= Math.max(documents.fact('latest'), EARLIEST);
      const from = mayHavePassed ? Infinity : since;
      if (since > 0) since += by;
      ahead += by;
      followed = Math.min(followed, ahead);
      // The clock may have gone a little ahead just before.
      latest = { by, from, to: before + SET - 1, moved: new Set<string>(), ahead, since };
      moves.push(latest);
      log({ event: 'clock set', by });
    } else {
      ahead += by;
      if (moves.length === 0) {
        followed = ahead;
        return moving;
      }
    }
    // Moves that failed before, for example on a full disk, are made now.
    moving = moving.catch(() => {}).then(moveAll);
    return moving;
  }

  async function moveAll(): Promise<void> {
    for (let move = moves[0]; move; move = moves[0]) {
      // If the process is killed in between, some messages are not moved ahead, or are moved back once more after the
      // restart. Either way they are held for less time, never for more.
      if (move.by > 0) remember(move);
      // From now on `revise` moves what is stored.
      await documents.written();
      for (const { household, id } of move.from === Infinity ? [] : documents.unfinished())
        if (!move.moved.has(nameOf({ household, id }))) {
          await changeTimes(household, id, move);
          move.moved.add(nameOf({ household, id }));
        }
      if (move.by < 0) remember(move);
      moves.shift();
    }
    followed = ahead;
  }

  async function changeTimes(household: HouseholdId, id: string, { by, from, to }: Move): Promise<void> {
    const isMoved = (message: Message): message is Held | Rendering =>
      isWaiting(message) &&
      message.heldAt >= from &&
      message.heldAt <= to &&
      sealProblemOf(message, sealKey) === undefined;
    await changeDocument(documents, {
      household,
      kind: 'message',
      id,
      decide: message =>
        message && isMoved(message)
          ? { next: seal(shiftTimes(message, by), sealKey) }
          : { answer: undefined },
    });
  }

  function put(...[document, ifVersion, options]: Parameters<Documents['put']>): Promise<boolean> {
    const isNew = ifVersion === 0 && document.kind === 'message';
    return documents.put(document, ifVersion, isNew ? { ...options, revise } : options);
  }

  /** A new message by the clock as it is now. Its times were taken before it waited for the disk. */
  function revise(message: Document): Document {
    if (!latest || message.kind !== 'message' || !isWaiting(message)) return message;
    const isBack = latest.by < 0;
    const isOfBefore = isBack
      ? message.heldAt > now()
      : message.heldAt >= latest.from && message.heldAt <= latest.to;
    if (isBack || isOfBefore) for (const { moved } of moves) moved.add(nameOf(message));
    // The clock is corrected by seconds now and then.
    const by = isBack ? now() - message.heldAt : latest.by;
    return isOfBefore ? seal(shiftTimes(message, by), sealKey) : message;
  }

  function remember(known: { ahead: number; since: number }): void {
    documents.setFact('ahead', Math.round(known.ahead));
    documents.setFact('since', Math.round(known.since));
    documents.setFact('boot', boot);
  }
}

const nameOf = ({ household, id }: Pick<Document, 'household' | 'id'>): string => `${household} ${id}`;
