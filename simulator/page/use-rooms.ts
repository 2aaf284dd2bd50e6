import { useEffect, useRef, useState } from 'preact/hooks';
import type { Exchange } from '../device/exchange.ts';
import type { HouseView, Scene } from '../server/household-view.ts';
import type { Light } from './device-view.tsx';
import { host, told } from './host.ts';
import { sceneEnd } from './scene-end.ts';
import { emptyRoom, type RoomState, type Said, withAnswer, withEntries, withSaid } from './room-state.ts';
import type { Voice } from './voice/use-voice.ts';

/** How long the light speaks where no voice does: about as long as the words take to read, in milliseconds. */
const readingTime = (words: string): number => Math.min(2_200, 400 + 18 * words.length);
/** A scenario's pace where nothing is spoken, in milliseconds: each line is seen before it is answered. */
const PACE = { said: 900, answered: 400 };

const SILENCE: Said = { as: 'silence', text: 'Nobody said anything.' };

const passing = (time: number) => new Promise<void>(resolve => setTimeout(resolve, time));

/** The state of all rooms, and what can be done in one. */
export function useRooms(voice: Voice) {
  const [house, setHouse] = useState<HouseView>();
  const [rooms, setRooms] = useState<Record<string, RoomState>>({});
  /** Which Echo is busy, and how its light shows it. */
  const [busy, setBusy] = useState<{ room: string; light: Light }>();
  const [playing, setPlaying] = useState<{ room: string; scene: string }>();
  const [trouble, setTrouble] = useState<string>();
  /** Counts answers, so that only the last one's end changes the light. */
  const turn = useRef(0);
  const goesOn = useRef(false);

  useEffect(() => void load(), []);

  async function load(): Promise<void> {
    try {
      const found = await host.house();
      const known = [...found.rooms, found.showroom];
      setRooms(
        Object.fromEntries(known.map(({ name, asks, story }) => [name, { ...emptyRoom, asks, story }])),
      );
      setHouse(found);
    } catch (error) {
      setTrouble(told(error));
    }
  }

  const change = (room: string, next: (state: RoomState) => RoomState) =>
    setRooms(all => ({ ...all, [room]: next(all[room] ?? emptyRoom) }));

  const note = (room: string, text: string) =>
    change(room, state => withEntries(state, { who: 'note', text }));

  /** Shows the answer and, until it is spoken or read, the light of it. */
  async function answer(room: string, exchange: Exchange): Promise<void> {
    const mine = ++turn.current;
    change(room, state => withAnswer(state, exchange));
    const words = exchange.spoken.say;
    setBusy(words === undefined ? undefined : { room, light: 'speaking' });
    if (words === undefined) return;
    await Promise.all([voice.say(words, 'echo'), passing(readingTime(words))]);
    if (mine === turn.current) setBusy(undefined);
  }

  async function attempt(room: string, said: Said, work: () => Promise<Exchange>): Promise<void> {
    change(room, state => withSaid(state, said));
    setBusy({ room, light: 'thinking' });
    try {
      await answer(room, await work());
    } catch (error) {
      setBusy(undefined);
      note(room, told(error));
    }
  }

  async function play(room: string, scene: Scene): Promise<void> {
    goesOn.current = true;
    setPlaying({ room, scene: scene.name });
    note(room, `${scene.title}. ${scene.about}`);
    try {
      for (let line = 0; goesOn.current; line++) {
        const played = await host.replay(room, scene.name, line);
        if ('over' in played) {
          note(room, sceneEnd(scene));
          break;
        }
        change(room, state => withSaid(state, { as: 'words', text: played.said }));
        await Promise.all([voice.say(played.said, 'room'), passing(PACE.said)]);
        await answer(room, played);
        if (played.asks === undefined || played.decision === 'held') {
          note(room, sceneEnd(scene, played));
          break;
        }
        await passing(PACE.answered);
      }
    } catch (error) {
      note(room, told(error));
    }
    setPlaying(undefined);
  }

  return {
    house,
    trouble,
    playing,
    stateOf: (room: string): RoomState => rooms[room] ?? emptyRoom,
    lightOf: (room: string): Light =>
      busy?.room === room ? busy.light : rooms[room]?.asks === undefined ? 'idle' : 'listening',
    note,
    say: (room: string, text: string) => attempt(room, { as: 'words', text }, () => host.say(room, text)),
    silence: (room: string) => attempt(room, SILENCE, () => host.silence(room)),
    record: (room: string, audio: Blob, lasted: number) =>
      attempt(room, { as: 'audio', text: `${(lasted / 1_000).toFixed(1)} seconds of sound` }, () =>
        host.record(room, audio),
      ),
    play,
    /** Ends the scenario after the line that is under way. */
    stopPlaying: () => {
      goesOn.current = false;
    },
  };
}
