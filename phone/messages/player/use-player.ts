import { type RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { CheckedRecording } from '../check-recording.ts';
import { hasStatedLength, sumPlayed } from './listening.ts';
import { useObservable } from '../../session/observable.ts';
import type { Session } from '../../session/session.ts';
import { decodeWaveform } from './waveform.ts';
import { messageTexts } from '../../ui/texts.ts';

type Loaded =
  | { is: 'idle' | 'loading' | 'changed' | 'other-length' }
  | { is: 'missing'; title: string }
  /** `measured`: the browser has decoded the audio, or cannot. Before that its length is not checked. */
  | { is: 'ready'; recording: CheckedRecording; measured: boolean; peaks: number[] | undefined };

/** The player of a message's recording. It plays the bytes that were downloaded and checked. */
export type Player = {
  audio: RefObject<HTMLAudioElement | null>;
  loaded: Loaded;
  playing: boolean;
  /** The position, from 0 to 1. */
  progress: number;
  rate: Rate;
  /** How much of the required listening is done, from 0 to 1. */
  heard: number;
  trouble: string | undefined;
  load: () => void;
  toggle: () => void;
  setRate: (rate: Rate) => void;
  /** Goes to a position, from 0 to 1. */
  seek: (to: number) => void;
};

/** The playback rates. At double speed, half of the recording's length has passed at its end. */
export const RATES = [1, 1.5, 2] as const;
export type Rate = (typeof RATES)[number];

/** The number of bars in a waveform. */
export const BARS = 40;
/** How often the progress is shown and recorded, in milliseconds. */
const TICK = 200;

/**
 * Downloads, checks and plays the recording of a message. `eager`: download at once, because phones allow playing only
 * within a tap. `listens`: report to the server that this phone is listening.
 */
export function usePlayer(
  session: Session,
  view: MessageView,
  { eager, listens }: { eager: boolean; listens: boolean },
): Player {
  const digest = view.erased ? undefined : view.recording?.digest;
  const audio = useRef<HTMLAudioElement>(null);
  const [loaded, setLoaded] = useState<Loaded>({ is: 'idle' });
  const [playing, setPlaying] = useState(false);
  const [progress, setProgress] = useState(0);
  const [rate, setRate] = useState<Rate>(1);
  const [trouble, setTrouble] = useState<string>();
  const current = useRef({ view, listens, wanted: '', url: '' });
  current.current.view = view;
  current.current.listens = listens;

  const note = () => {
    const element = audio.current;
    if (!element) return;
    const parts = Array.from(
      { length: element.played.length },
      (_, part) => [element.played.start(part), element.played.end(part)] as const,
    );
    session.listenings.recordProgress(current.current.view, sumPlayed(parts) * 1000, element.ended);
    const length = (current.current.view.recording?.duration ?? 0) / 1000;
    setProgress(length > 0 ? Math.min(1, element.currentTime / length) : 0);
  };

  async function load(andPlay: boolean): Promise<void> {
    if (digest === undefined) return;
    setLoaded({ is: 'loading' });
    const download = await session.download(view);
    if (current.current.wanted !== digest) return;
    if ('changed' in download) return setLoaded({ is: 'changed' });
    if ('problem' in download) return setLoaded({ is: 'missing', title: download.problem.title });
    const recording = download.got;
    current.current.url = URL.createObjectURL(
      new Blob([new Uint8Array(recording.audio)], { type: recording.mediaType }),
    );
    if (audio.current) audio.current.src = current.current.url;
    setLoaded({ is: 'ready', recording, measured: false, peaks: undefined });
    if (andPlay) play();
    const decoded = await decodeWaveform(recording.audio, BARS);
    session.listenings.recordLength(digest, decoded?.length);
    if (current.current.wanted !== digest) return;
    if (!decoded || hasStatedLength(decoded.length, recording.duration))
      return setLoaded({ is: 'ready', recording, measured: true, peaks: decoded?.peaks });
    audio.current?.pause();
    setLoaded({ is: 'other-length' });
  }

  function play(): void {
    const element = audio.current;
    if (!element) return;
    setTrouble(undefined);
    element.playbackRate = rate;
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotSupportedError')
        setTrouble(messageTexts.card.recording.unplayable);
    });
    if (!current.current.listens) return;
    void listen(element);
  }

  async function listen(element: HTMLAudioElement): Promise<void> {
    const problem = await session.listenings.start(current.current.view);
    // A short recording may have ended before the server answered. What was played counts all the same.
    if (!problem) return note();
    element.pause();
    setTrouble(problem.title);
  }

  useEffect(() => {
    const element = audio.current;
    current.current.wanted = digest ?? '';
    setLoaded({ is: 'idle' });
    setPlaying(false);
    setProgress(0);
    setTrouble(undefined);
    if (eager) void load(false);
    return () => {
      current.current.wanted = '';
      element?.pause();
      element?.removeAttribute('src');
      URL.revokeObjectURL(current.current.url);
    };
  }, [digest]);

  // What could not be downloaded without a connection is downloaded once there is one.
  const isConnected = useObservable(session.state).trouble === undefined;
  useEffect(() => {
    if (isConnected && loaded.is === 'missing') void load(false);
  }, [isConnected]);

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    const follow = () => {
      note();
      setPlaying(!element.paused && !element.ended);
    };
    const events = ['play', 'pause', 'ended', 'timeupdate'] as const;
    for (const event of events) element.addEventListener(event, follow);
    return () => {
      for (const event of events) element.removeEventListener(event, follow);
    };
  }, [digest]);

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(note, TICK);
    return () => clearInterval(timer);
  }, [playing]);

  return {
    audio,
    loaded,
    playing,
    progress,
    rate,
    heard: session.listenings.measureHeard(view),
    trouble,
    load: () => void load(false),
    toggle() {
      if (playing) audio.current?.pause();
      else if (loaded.is === 'ready') play();
      else void load(true);
    },
    seek(to) {
      const element = audio.current;
      const length = (current.current.view.recording?.duration ?? 0) / 1000;
      if (!element || loaded.is !== 'ready') return;
      element.currentTime = to * length;
      setProgress(to);
    },
    setRate(next) {
      setRate(next);
      if (audio.current) audio.current.playbackRate = next;
    },
  };
}
