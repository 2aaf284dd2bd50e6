/** What the light shows. */
export type Light = 'idle' | 'listening' | 'thinking' | 'speaking';

const NAMES: Record<Light, string> = {
  idle: 'Echo, its light is out',
  listening: 'Echo, listening',
  thinking: 'Echo, thinking',
  speaking: 'Echo, speaking',
};

/** An Echo, drawn, with its ring of light. Each light differs in shape too, for eyes that see no motion or colour. */
export function DeviceView({ light }: { light: Light }) {
  return (
    <svg class="device" data-light={light} viewBox="0 0 360 236" role="img" aria-label={NAMES[light]}>
      <defs>
        <linearGradient id="cloth" x1="0" x2="1" y1="0" y2="0">
          <stop class="cloth-edge" offset="0" />
          <stop class="cloth-lit" offset="0.3" />
          <stop class="cloth-edge" offset="1" />
        </linearGradient>
        <radialGradient id="lid" cx="0.42" cy="0.3" r="0.8">
          <stop class="lid-lit" offset="0" />
          <stop class="lid-edge" offset="1" />
        </radialGradient>
        <pattern id="weave" width="6" height="6" patternUnits="userSpaceOnUse">
          <path class="thread" d="M0 3h3M3 0v3M3 6h3M6 3v3" />
        </pattern>
        <filter id="soft" x="-30%" y="-60%" width="160%" height="220%">
          <feGaussianBlur stdDeviation="9" />
        </filter>
      </defs>
      <ellipse class="shadow" cx="180" cy="206" rx="150" ry="22" filter="url(#soft)" />
      <path class="body" d="M36 84v82c0 26 64 46 144 46s144-20 144-46V84z" fill="url(#cloth)" />
      <path d="M36 84v82c0 26 64 46 144 46s144-20 144-46V84z" fill="url(#weave)" />
      <ellipse class="rim" cx="180" cy="84" rx="144" ry="58" />
      <ellipse class="glow" cx="180" cy="84" rx="134" ry="52" filter="url(#soft)" />
      <ellipse class="ring" cx="180" cy="84" rx="134" ry="52" />
      <ellipse class="sweep" cx="180" cy="84" rx="134" ry="52" pathLength="100" />
      <ellipse class="lid" cx="180" cy="83" rx="125" ry="47" fill="url(#lid)" />
      <g class="buttons">
        <circle cx="180" cy="59" r="4" />
        <circle cx="180" cy="107" r="4" />
        <path d="M116 83h13M231 83h13M237.5 77.5v11" />
      </g>
    </svg>
  );
}
