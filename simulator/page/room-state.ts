import type { Asked, Story } from '../../core/confidence/story.ts';
import type { Decision, Exchange } from '../device/exchange.ts';

/** One line of the dialogue. `id` counts up, so that a line keeps its place on the page. */
export type Entry = { id: number } & (
  | { who: 'room'; text: string; heard: string }
  | { who: 'echo'; text: string }
  | { who: 'card'; title: string; text: string }
  | { who: 'note'; text: string }
);

/** What the page knows of one room. */
export type RoomState = {
  entries: Entry[];
  /** What the skill was asked in this room, oldest first. */
  exchanges: Exchange[];
  /** The document on the Echo's screen. */
  screen: object | undefined;
  /** The open question; undefined while the light is out. */
  asks: Asked | undefined;
  story: Story | undefined;
  /** How the last conversation ended. */
  ended: Decision | undefined;
};

export const emptyRoom: RoomState = {
  entries: [],
  exchanges: [],
  screen: undefined,
  asks: undefined,
  story: undefined,
  ended: undefined,
};

/** The most turns that the inspector shows, so that a long evening at the Echo stays light. */
const INSPECTED = 30;

type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, 'id'> : never) : never;

/** The room with lines added to its dialogue. */
export function withEntries(room: RoomState, ...added: NewEntry[]): RoomState {
  const next = (room.entries.at(-1)?.id ?? 0) + 1;
  return {
    ...room,
    entries: [...room.entries, ...added.map((entry, index) => ({ ...entry, id: next + index }))],
  };
}

/** What happened in the room: words, audio for its microphone, a touch on the screen, or nothing. */
export type Said = { as: 'words' | 'audio' | 'touch' | 'silence'; text: string };

/** The room once something was said, before the Echo answers. */
export const withSaid = (room: RoomState, { as, text }: Said): RoomState =>
  withEntries(
    room,
    as === 'words' || as === 'audio' ? { who: 'room', text, heard: '' } : { who: 'note', text },
  );

/** The room after the answer: what it was taken for, what the Echo said and showed, and what that means. */
export function withAnswer(room: RoomState, exchange: Exchange): RoomState {
  const { heard, spoken, decision, asks, story, trace } = exchange;
  if (decision === 'not-for-me')
    return withEntries(room, { who: 'note', text: asks ? 'The Echo goes on listening.' : NOT_FOR_ME });
  const { card } = spoken;
  const wentOut = asks === undefined;
  // A question in between, such as "why did you do that", leaves the story it is about in view.
  const aside = wentOut && !story?.turns.length;
  return {
    ...withEntries(
      { ...room, entries: takenFor(room.entries, heard) },
      ...(spoken.say ? [{ who: 'echo' as const, text: spoken.say }] : []),
      ...(card ? [{ who: 'card' as const, ...card }] : []),
      ...(wentOut ? [{ who: 'note' as const, text: OUT[decision] ?? 'The light went out.' }] : []),
    ),
    exchanges: trace ? [...room.exchanges, exchange].slice(-INSPECTED) : room.exchanges,
    screen: spoken.screen ?? room.screen,
    asks,
    story: aside ? room.story : story,
    ended: aside ? room.ended : decision === 'held' || wentOut ? decision : undefined,
  };
}

/** The dialogue with what the platform took its last line for. */
function takenFor(entries: Entry[], heard: string): Entry[] {
  const last = entries.at(-1);
  return last?.who === 'room' ? [...entries.slice(0, -1), { ...last, heard }] : entries;
}

const NOT_FOR_ME =
  'The Echo did not wake: while its light is out it waits for “Alexa, open Second Yes”, or “tell Second Yes to …”.';

const OUT: Partial<Record<Decision, string>> = {
  stopped: 'The light went out. The conversation was stopped, and nothing was recorded.',
};
