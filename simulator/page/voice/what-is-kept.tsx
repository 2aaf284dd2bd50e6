import type { SimulatorState } from '../../server/simulator-state.ts';

const HOUR = 60 * 60_000;

/** A time that a household can set: `5 minutes`, `1 hour`, `7 days`. */
function timeText(time: number): string {
  const [many, unit] =
    time < HOUR
      ? [time / 60_000, 'minute']
      : time < 24 * HOUR
        ? [time / HOUR, 'hour']
        : [time / (24 * HOUR), 'day'];
  return `${many} ${unit}${many === 1 ? '' : 's'}`;
}

/** What becomes of a recording, said before one is made. */
export function WhatIsKept({ keeps: { hold, retention } }: Pick<SimulatorState, 'keeps'>) {
  return (
    <p class="small">
      A recording stays on the machine that runs Second Yes. It is erased after {timeText(hold)} unless it is
      sent from the phone
      {retention === 0
        ? ', and at once after it was sent.'
        : `, and ${timeText(retention)} after it was sent.`}
    </p>
  );
}
