import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Duration } from '../../../core/household/instant.ts';
import { PauseIcon, PlayIcon } from '../../ui/icons.tsx';
import { formatLength } from '../../ui/time-text.ts';
import { BARS, type Player, RATES } from './use-player.ts';
import { messageTexts } from '../../ui/texts.ts';

const WIDTH = 200;
const HEIGHT = 32;
const STEP = WIDTH / BARS;
/** The radius of the ring around the button, in units of its viewBox. */
const RADIUS = 22;
const ROUND = 2 * Math.PI * RADIUS;

/** Plays a recording, and shows its waveform, its length and its transcript if there is one. */
export function PlayerView({
  player,
  duration,
  describedBy,
}: {
  player: Player;
  duration: Duration;
  /** The id of the heading that says whose message it is. */
  describedBy?: string;
}) {
  const { audio, loaded, playing, progress, rate, trouble } = player;
  const text = messageTexts.card;
  const transcript = loaded.is === 'ready' ? loaded.recording.transcript : undefined;
  return (
    <div class="bubble">
      <audio ref={audio} preload="auto" />
      {loaded.is === 'changed' || loaded.is === 'other-length' ? (
        <p class="warning" role="alert">
          {loaded.is === 'changed' ? text.recording.changed : text.recording.otherLength}
        </p>
      ) : (
        <div class="player">
          <button
            type="button"
            class="round"
            aria-label={playing ? text.pause : text.play}
            aria-describedby={describedBy}
            data-next
            disabled={loaded.is === 'loading'}
            onClick={player.toggle}
          >
            <HeardRing heard={player.heard} />
            {playing ? <PauseIcon /> : <PlayIcon />}
          </button>
          <Wave player={player} duration={duration} />
          <span class="length">{formatLength(playing ? duration * (1 - progress) : duration)}</span>
          <button
            type="button"
            class="speed"
            aria-label={text.speed(rate)}
            onClick={() => player.setRate(RATES[(RATES.indexOf(rate) + 1) % RATES.length] ?? 1)}
          >
            {rate}×
          </button>
        </div>
      )}
      {transcript !== undefined && <Transcript text={transcript} />}
      {loaded.is === 'loading' && <p class="hint">{text.recording.loading}</p>}
      {loaded.is === 'missing' && (
        <p class="hint" role="status">
          {text.recording.missing} {loaded.title}{' '}
          <button type="button" class="link" onClick={player.load}>
            {text.recording.retry}
          </button>
        </p>
      )}
      {trouble !== undefined && (
        <p class="hint" role="status">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** What was dictated. Only the first lines of a long text are shown, so that the buttons below stay on the screen. */
function Transcript({ text }: { text: string }) {
  const [isCut, setCut] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const line = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = line.current ?? {};
    setCut(scrollHeight > clientHeight + 1);
  }, [text]);
  return (
    <>
      <p class={isWhole ? 'spoken' : 'spoken first-lines'} dir="auto" ref={line}>
        {text}
      </p>
      {isCut && !isWhole && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {messageTexts.card.wholeText}
        </button>
      )}
    </>
  );
}

/** Shows how much of the required listening is done. */
function HeardRing({ heard }: { heard: number }) {
  return (
    <svg class="ring" viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="24" cy="24" r={RADIUS} />
      <circle
        class={heard >= 1 ? 'heard whole' : 'heard'}
        cx="24"
        cy="24"
        r={RADIUS}
        stroke-dasharray={`${ROUND * heard} ${ROUND}`}
        transform="rotate(-90 24 24)"
      />
    </svg>
  );
}

/** The waveform, and over it the slider for the position. */
function Wave({ player: { loaded, progress, seek }, duration }: { player: Player; duration: Duration }) {
  const peaks = loaded.is === 'ready' ? loaded.peaks : undefined;
  return (
    <span class="wave">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {Array.from({ length: BARS }, (_, bar) => {
          const height = Math.max(3, (peaks?.[bar] ?? 0) * HEIGHT);
          return (
            <rect
              key={bar}
              x={bar * STEP + STEP * 0.2}
              y={(HEIGHT - height) / 2}
              width={STEP * 0.6}
              height={height}
              rx={1.5}
              class={(bar + 0.5) / BARS <= progress ? 'past' : ''}
            />
          );
        })}
      </svg>
      <input
        type="range"
        min={0}
        max={100}
        value={Math.round(progress * 100)}
        disabled={loaded.is !== 'ready'}
        aria-label={messageTexts.card.position}
        aria-valuetext={formatLength(duration * progress)}
        onInput={event => seek(event.currentTarget.valueAsNumber / 100)}
      />
    </span>
  );
}
