import type { AccidentDay } from './accidents-by-day.ts';
import { settingsTexts } from './settings-texts.ts';

const HEIGHT = 56;
const STEP = 10;

/** One bar for the accidents of each of the last thirty days. The caption gives the totals. */
export function AccidentsChart({ days }: { days: readonly AccidentDay[] }) {
  const text = settingsTexts.accidents;
  const most = Math.max(1, ...days.map(({ accidents }) => accidents));
  const total = days.reduce((sum, { accidents }) => sum + accidents, 0);
  const before = days.reduce((sum, { stopped }) => sum + stopped, 0);
  return (
    <figure class="month">
      <svg viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`} role="img" aria-label={text.label(total, before)}>
        {days.map(({ day, accidents, stopped }, index) => {
          const height = (accidents / most) * (HEIGHT - 4);
          const part = (stopped / most) * (HEIGHT - 4);
          return (
            <g key={day}>
              <rect class="ground" x={index * STEP + 1} y={HEIGHT - 2} width={STEP - 2} height={2} />
              <rect
                class="late"
                x={index * STEP + 1}
                y={HEIGHT - height}
                width={STEP - 2}
                height={height}
                rx={1.5}
              />
              <rect
                class="stopped"
                x={index * STEP + 1}
                y={HEIGHT - part}
                width={STEP - 2}
                height={part}
                rx={1.5}
              />
            </g>
          );
        })}
      </svg>
      <figcaption>
        {text.label(total, before)}
        <span class="legend">
          {(['stopped', 'late'] as const).map(part => (
            <span key={part}>
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <rect class={part} width="12" height="12" rx="2" />
              </svg>
              {text.legend[part]}
            </span>
          ))}
        </span>
      </figcaption>
    </figure>
  );
}
