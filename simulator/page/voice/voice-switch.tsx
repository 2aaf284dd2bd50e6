import type { Voice } from './use-voice.ts';

/** Turns the spoken replies on and off. */
export function VoiceSwitch({ voice: { has, on, turn } }: { voice: Voice }) {
  return (
    <button
      type="button"
      class="voice"
      role="switch"
      aria-checked={on}
      disabled={!has}
      onClick={() => turn(!on)}
    >
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 9.5v5h3.5L12 18.5V5.5L7.5 9.5z" />
        <path d={on ? 'M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11' : 'M16 9.5l5 5M21 9.5l-5 5'} />
      </svg>
      {has ? 'Spoken replies' : 'No voice in this browser'}
    </button>
  );
}
