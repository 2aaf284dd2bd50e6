import { jest } from '@jest/globals';
import { type Duration, seconds } from '../../../core/household/instant.ts';
import type { AwsWire } from './aws-wire.ts';

/** How long the clients in these tests wait for a response: longer than a busy machine takes. */
export const PATIENT: Duration = seconds(60);

/**
 * Lets a client's timeout pass as soon as one of these peers hangs, so that nobody waits for it. Afterwards call
 * `jest.useRealTimers()`. Timers of `setTimeout` only: an `AbortSignal` still takes its time.
 */
export function timeOutWhereItHangs(...wires: AwsWire[]): void {
  jest.useFakeTimers({
    advanceTimers: true,
    doNotFake: [
      'Date',
      'hrtime',
      'performance',
      'nextTick',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
    ],
  });
  for (const wire of wires) {
    wire.onHang = () => {
      jest.advanceTimersByTime(PATIENT);
    };
  }
}
