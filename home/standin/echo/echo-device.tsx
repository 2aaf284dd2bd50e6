/** What the light shows. */
export type Light = 'idle' | 'listening' | 'speaking';

const NAMES: Record<Light, string> = {
  idle: 'Echo, its light is out',
  listening: 'Echo, listening',
  speaking: 'Echo, speaking',
};

/** An Echo, drawn, with its ring of light. */
export function EchoDevice({ light }: { light: Light }) {
  return (
    <svg class="device" data-light={light} viewBox="0 0 200 132" role="img" aria-label={NAMES[light]}>
      <ellipse class="shadow" cx="100" cy="116" rx="82" ry="12" />
      <path class="body" d="M18 46v38c0 20 37 34 82 34s82-14 82-34V46z" />
      <path class="weave" d="M22 66c14 16 44 24 78 24s64-8 78-24M22 84c14 16 44 24 78 24s64-8 78-24" />
      <ellipse class="top" cx="100" cy="46" rx="82" ry="33" />
      <ellipse class="ring" cx="100" cy="46" rx="76" ry="29.5" pathLength="100" />
      <g class="buttons">
        <circle cx="100" cy="31" r="3" />
        <circle cx="100" cy="61" r="3" />
        <path d="M64 46h8M128 46h8M132 42.5v7" />
      </g>
    </svg>
  );
}
