import type { Asked, Story } from '../../../lambda/confidence/story.ts';
import type { Decision, Exchange } from '../exchange.ts';

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
  /** The open question; undefined while the light is out. */
  asks: Asked | undefined;
  story: Story | undefined;
  /** How the last conversation ended. */
  ended: Decision | undefined;
};

export const emptyRoom: RoomState = { entries: [], asks: undefined, story: undefined, ended: undefined };

type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, 'id'> : never) : never;

/** The room with lines added to its dialogue. */
export function withEntries(room: RoomState, ...added: NewEntry[]): RoomState {
  const next = (room.entries.at(-1)?.id ?? 0) + 1;
  return {
    ...room,
    entries: [...room.entries, ...added.map((entry, index) => ({ ...entry, id: next + index }))],
  };
}

/** What was to be heard in the room: words, audio for its microphone, or nothing. */
export type Said = { as: 'words' | 'audio' | 'silence'; text: string };

/** The room after an exchange: what was said, what the Echo said and showed, and what that means. */
export function withExchange(room: RoomState, said: Said, exchange: Exchange): RoomState {
  const { heard, spoken, decision, asks, story } = exchange;
  if (decision === 'not-for-me')
    return withEntries(
      room,
      { who: 'room', text: said.text, heard: '' },
      { who: 'note', text: asks ? 'The Echo goes on listening.' : NOT_FOR_ME },
    );
  const { card } = spoken;
  const wentOut = asks === undefined;
  return {
    ...withEntries(
      room,
      said.as === 'words'
        ? { who: 'room', text: said.text, heard }
        : { who: said.as === 'silence' ? 'note' : 'room', text: said.text, heard: '' },
      ...(spoken.say ? [{ who: 'echo' as const, text: spoken.say }] : []),
      ...(card ? [{ who: 'card' as const, ...card }] : []),
      ...(wentOut ? [{ who: 'note' as const, text: OUT[decision] ?? 'The light went out.' }] : []),
    ),
    asks,
    story,
    ended: decision === 'held' || wentOut ? decision : undefined,
  };
}

const NOT_FOR_ME =
  'The Echo did not wake: while its light is out it waits for “Alexa, open Second Yes”, or “tell Second Yes to …”.';

const OUT: Partial<Record<Decision, string>> = {
  stopped: 'The light went out. The conversation was stopped, and nothing was recorded.',
};

/** What could be said next, given the open question; one that ends in “…” is to be completed. */
export function suggestions(asks: Asked | undefined): string[] {
  switch (asks) {
    case undefined:
      return ['open second yes', 'tell second yes to send a message to …', "ask second yes what's waiting"];
    case 'nothing':
      return ['send a message', 'send a message to …', "what's waiting", 'pair my phone', 'help'];
    case 'recipient':
    case 'name-again':
      return ['to …', 'stop'];
    case 'message':
      return ['stop'];
    case 'more':
      return ['add …', 'discard it', 'stop'];
  }
}

/** What the Echo waits for, in a few words. */
export function waitsFor(asks: Asked | undefined): string {
  switch (asks) {
    case undefined:
      return 'The light is out. The Echo waits for its wake word.';
    case 'nothing':
      return 'The Echo listens for a request.';
    case 'recipient':
      return 'The Echo listens for a name.';
    case 'name-again':
      return 'The Echo listens for the name, once more.';
    case 'message':
      return 'The Echo listens for the message: type it, or hold the button and speak.';
    case 'more':
      return 'The message is held. The Echo listens for “add …”, or “stop”.';
  }
}
