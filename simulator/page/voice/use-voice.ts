import { useEffect, useRef, useState } from 'preact/hooks';
import { stopSpeaking, speak, type Speaker, watchVoices } from './voice.ts';

const KEPT = 'second-yes voice';

/** The voice of the device page. */
export type Voice = {
  /** Whether this browser can speak at all. */
  has: boolean;
  on: boolean;
  turn: (on: boolean) => void;
  /** Speaks while it is on; done when that has ended, at once where it is off. */
  say: (words: string, as: Speaker) => Promise<void>;
};

/** Spoken replies: on where the browser has voices, until somebody mutes them; that is remembered. */
export function useVoice(): Voice {
  const [has, setHas] = useState(false);
  const [wanted, setWanted] = useState(remembered);
  const on = has && wanted;
  // A scenario that runs keeps the `say` that it began with, which reads this at each line: switching works at once.
  const now = useRef(on);
  now.current = on;

  useEffect(() => {
    const end = watchVoices(setHas);
    return () => {
      end();
      stopSpeaking();
    };
  }, []);

  return {
    has,
    on,
    turn(next) {
      setWanted(next);
      remember(next);
      if (!next) stopSpeaking();
    },
    say: async (words, as) => {
      if (now.current) await speak(words, as);
    },
  };
}

/** A browser that keeps nothing for this page still speaks. */
function remembered(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

function remember(on: boolean): void {
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // It then holds for this visit only.
  }
}
