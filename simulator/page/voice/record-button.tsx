import { useEffect, useRef, useState } from 'preact/hooks';
import { RECORDING_LIMITS } from '../../../core/message/recording/recording-limits.ts';
import { startTake, type Take } from './microphone.ts';

type Props = {
  /** Whether the message is being asked for. */
  open: boolean;
  recorded: (audio: Blob, lasted: number) => void;
  trouble: (text: string) => void;
};

/** A little less than the host takes leaves room for what the browser adds. */
const LONGEST = RECORDING_LIMITS.longest - 2_000;

type Phase = 'idle' | 'opening' | 'recording';

/** Held down with pointer, space or enter it records; activated without holding (a screen reader) it toggles. */
export function RecordButton({ open, recorded, trouble }: Props) {
  const [phase, setPhase] = useState<Phase>('idle');
  const [seconds, setSeconds] = useState(0);
  const take = useRef<Take | undefined>(undefined);
  const wanted = useRef(false);

  useEffect(() => {
    if (phase !== 'recording') return;
    const began = Date.now();
    const counting = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1_000)), 250);
    const longest = setTimeout(() => void end(), LONGEST);
    return () => {
      clearInterval(counting);
      clearTimeout(longest);
      setSeconds(0);
    };
  }, [phase]);
  useEffect(() => discard, [open]);

  async function begin(): Promise<void> {
    if (wanted.current || phase !== 'idle') return;
    wanted.current = true;
    setPhase('opening');
    try {
      const started = await startTake();
      if (wanted.current) {
        take.current = started;
        return setPhase('recording');
      }
      started.discard();
      trouble('The microphone is ready now. Hold the button again, and speak.');
    } catch {
      trouble('No microphone available. Allow it for this page, or type the message.');
    }
    wanted.current = false;
    setPhase('idle');
  }

  async function end(): Promise<void> {
    const { current } = take;
    wanted.current = false;
    if (!current) return;
    take.current = undefined;
    setPhase('idle');
    const { audio, lasted } = await current.end();
    recorded(audio, lasted);
  }

  /** A recording that ends in another way than by letting go is not taken for a message. */
  function discard(): void {
    wanted.current = false;
    if (!take.current) return;
    take.current.discard();
    take.current = undefined;
    setPhase('idle');
  }

  const held = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
  return (
    <div class="record" data-phase={phase}>
      <button
        type="button"
        class="hold"
        disabled={!open}
        aria-pressed={phase === 'recording'}
        onPointerDown={event => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          void begin();
        }}
        onPointerUp={() => void end()}
        onPointerCancel={discard}
        onBlur={discard}
        onContextMenu={event => event.preventDefault()}
        onKeyDown={event => {
          if (!held(event)) return;
          event.preventDefault();
          if (!event.repeat) void begin();
        }}
        onKeyUp={event => {
          if (!held(event)) return;
          event.preventDefault();
          void end();
        }}
        onClick={event => {
          // Neither pointer nor key: an assistive technology that can only activate.
          if (event.detail === 0) void (phase === 'recording' ? end() : begin());
        }}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4" />
        </svg>
        {phase === 'recording' ? 'Let go to end' : 'Hold to record'}
      </button>
      <span class="small" role="status">
        {phase === 'recording'
          ? `Recording, ${seconds} s. Let go when you are done.`
          : phase === 'opening'
            ? 'Opening the microphone…'
            : open
              ? ''
              : 'You can record once the message is asked for.'}
      </span>
    </div>
  );
}
