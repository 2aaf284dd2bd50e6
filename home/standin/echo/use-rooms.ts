import { useEffect, useRef, useState } from 'preact/hooks';
import type { Exchange } from '../exchange.ts';
import type { Light } from './echo-device.tsx';
import { host, type HouseView, Refused } from './host.http.ts';
import { emptyRoom, type RoomState, type Said, withEntries, withExchange } from './room-state.ts';

/** How long the light shows that the Echo speaks: about as long as its words take, in milliseconds. */
const speakingTime = (words: string): number => Math.min(4_000, 400 + 45 * words.length);
/** Between the lines of a replay, so that they can be followed. */
const BETWEEN_LINES = 1_900;

const SILENCE: Said = { as: 'silence', text: 'Nobody said anything.' };

/** The state of all rooms, and what can be done in one. */
export function useRooms() {
  const [house, setHouse] = useState<HouseView>();
  const [rooms, setRooms] = useState<Record<string, RoomState>>({});
  const [speaking, setSpeaking] = useState<string>();
  const [replaying, setReplaying] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const hush = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    void load();
    return () => clearTimeout(hush.current);
  }, []);

  async function load(): Promise<void> {
    try {
      const found = await host.house();
      setHouse(found);
      const known = found.rooms.map(({ name, asks, story }) => [name, { ...emptyRoom, asks, story }]);
      setRooms(Object.fromEntries(known));
    } catch (error) {
      setTrouble(told(error));
    }
  }

  const change = (room: string, next: (state: RoomState) => RoomState) =>
    setRooms(all => ({ ...all, [room]: next(all[room] ?? emptyRoom) }));

  const note = (room: string, text: string) =>
    change(room, state => withEntries(state, { who: 'note', text }));

  function show(room: string, said: Said, exchange: Exchange): void {
    change(room, state => withExchange(state, said, exchange));
    clearTimeout(hush.current);
    const words = exchange.spoken.say;
    if (words === undefined) return setSpeaking(undefined);
    setSpeaking(room);
    hush.current = setTimeout(() => setSpeaking(undefined), speakingTime(words));
  }

  async function attempt(room: string, said: Said, work: () => Promise<Exchange>): Promise<void> {
    try {
      show(room, said, await work());
    } catch (error) {
      note(room, told(error));
    }
  }

  return {
    house,
    trouble,
    replaying,
    stateOf: (room: string): RoomState => rooms[room] ?? emptyRoom,
    lightOf: (room: string): Light =>
      speaking === room ? 'speaking' : rooms[room]?.asks === undefined ? 'idle' : 'listening',
    note,
    say: (room: string, text: string) => attempt(room, { as: 'words', text }, () => host.say(room, text)),
    silence: (room: string) => attempt(room, SILENCE, () => host.silence(room)),
    record: (room: string, audio: Blob, lasted: number) =>
      attempt(room, { as: 'audio', text: `${(lasted / 1_000).toFixed(1)} seconds of sound` }, () =>
        host.record(room, audio),
      ),
    async replay(room: string, scenario: string): Promise<void> {
      setReplaying(room);
      note(
        room,
        'A replay of the incident in Portland, May 2018, as Amazon described it. What the platform misheard is written down with each line.',
      );
      try {
        for (let line = 0; ; line++) {
          if (line > 0) await new Promise(resolve => setTimeout(resolve, BETWEEN_LINES));
          const played = await host.replay(room, scenario, line);
          if ('over' in played) break;
          show(room, { as: 'words', text: played.said }, played);
          if (played.asks === undefined || played.decision === 'held') {
            note(room, replayEnd(played));
            break;
          }
        }
      } catch (error) {
        note(room, told(error));
      }
      setReplaying(undefined);
    },
  };
}

function replayEnd({ decision, story }: Exchange): string {
  if (decision === 'stopped') return 'In 2018 a recording was sent at this point.';
  if (decision === 'held') return 'It is held. It leaves only after a yes on the phone.';
  return story?.turns.length
    ? 'The conversation ended here.'
    : 'The replay needs a house with a paired phone and a contact. Add them first.';
}

const told = (error: unknown): string =>
  error instanceof Refused ? error.message : 'Something went wrong on this page. Reload it.';
