import { useEffect, useRef, useState } from 'preact/hooks';
import type { Exchange } from '../device/exchange.ts';
import type { SimulatorState, ScenarioView } from '../server/simulator-state.ts';
import type { Light } from './device-view.tsx';
import { errorText, simulatorClient } from './simulator-client.ts';
import { scenarioEnd } from './scenario-end.ts';
import { emptyRoom, type RoomState, type Said, withAnswer, withEntries, withSaid } from './room-state.ts';
import type { Voice } from './voice/use-voice.ts';

/** Without a voice the light shows “speaking” for about as long as the words take to read. In milliseconds. */
const readingTime = (words: string): number => Math.min(2_200, 400 + 18 * words.length);
/** The pace of a scenario without a voice, in milliseconds: the reader sees each line before its answer. */
const PACE = { said: 900, answered: 400 };

const SILENCE: Said = { as: 'silence', text: 'Nobody said anything.' };

const wait = (time: number) => new Promise<void>(resolve => setTimeout(resolve, time));

/** The state of all rooms, and what can be done in one. */
export function useRooms(voice: Voice) {
  const [state, setState] = useState<SimulatorState>();
  const [rooms, setRooms] = useState<Record<string, RoomState>>({});
  /** Which Echo is busy, and how its light shows it. */
  const [busy, setBusy] = useState<{ room: string; light: Light }>();
  const [playing, setPlaying] = useState<{ room: string; scenario: string }>();
  const [problem, setProblem] = useState<string>();
  /** Counts answers: only the end of the newest one changes the light. */
  const turn = useRef(0);
  const keepsPlaying = useRef(false);

  useEffect(() => {
    void load();
    // A room may have been renamed on the phone.
    const look = () => {
      if (!document.hidden) simulatorClient.state().then(setState, () => {});
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);

  async function load(): Promise<void> {
    try {
      const found = await simulatorClient.state();
      const known = [...found.rooms, found.scenarioRoom];
      setRooms(
        Object.fromEntries(known.map(({ name, asks, story }) => [name, { ...emptyRoom, asks, story }])),
      );
      setState(found);
    } catch (error) {
      setProblem(errorText(error));
    }
  }

  const change = (room: string, next: (state: RoomState) => RoomState) =>
    setRooms(all => ({ ...all, [room]: next(all[room] ?? emptyRoom) }));

  const note = (room: string, text: string) =>
    change(room, state => withEntries(state, { who: 'note', text }));

  /** Shows the answer, and the Echo's light until the answer is spoken or read. */
  async function answer(room: string, exchange: Exchange): Promise<void> {
    const mine = ++turn.current;
    change(room, state => withAnswer(state, exchange));
    const words = exchange.spoken.say;
    setBusy(words === undefined ? undefined : { room, light: 'speaking' });
    if (words === undefined) return;
    await Promise.all([voice.say(words, 'echo'), wait(readingTime(words))]);
    if (mine === turn.current) setBusy(undefined);
  }

  async function attempt(room: string, said: Said, work: () => Promise<Exchange>): Promise<void> {
    change(room, state => withSaid(state, said));
    setBusy({ room, light: 'thinking' });
    try {
      await answer(room, await work());
    } catch (error) {
      setBusy(undefined);
      note(room, errorText(error));
    }
  }

  async function play(room: string, scenario: ScenarioView): Promise<void> {
    keepsPlaying.current = true;
    setPlaying({ room, scenario: scenario.name });
    note(room, `${scenario.title}. ${scenario.about}`);
    try {
      for (let line = 0; keepsPlaying.current; line++) {
        const played = await simulatorClient.replay(room, scenario.name, line);
        if ('over' in played) {
          note(room, scenarioEnd(scenario));
          break;
        }
        change(room, state => withSaid(state, { as: 'words', text: played.said }));
        await Promise.all([voice.say(played.said, 'room'), wait(PACE.said)]);
        await answer(room, played);
        if (played.asks === undefined || played.decision === 'held') {
          note(room, scenarioEnd(scenario, played));
          break;
        }
        await wait(PACE.answered);
      }
    } catch (error) {
      note(room, errorText(error));
    }
    setPlaying(undefined);
  }

  return {
    state,
    problem,
    playing,
    stateOf: (room: string): RoomState => rooms[room] ?? emptyRoom,
    lightOf: (room: string): Light =>
      busy?.room === room ? busy.light : rooms[room]?.asks === undefined ? 'idle' : 'listening',
    note,
    say: (room: string, text: string) =>
      attempt(room, { as: 'words', text }, () => simulatorClient.say(room, text)),
    touch: (room: string, sent: unknown[]) =>
      attempt(room, { as: 'touch', text: 'The screen was touched.' }, () =>
        simulatorClient.touch(room, sent),
      ),
    silence: (room: string) => attempt(room, SILENCE, () => simulatorClient.silence(room)),
    record: (room: string, audio: Blob, lasted: number) =>
      attempt(room, { as: 'audio', text: `${(lasted / 1_000).toFixed(1)} seconds of sound` }, () =>
        simulatorClient.record(room, audio),
      ),
    play,
    /** Stops the scenario after the current line. */
    stopPlaying: () => {
      keepsPlaying.current = false;
    },
  };
}
