import { afterEach, beforeEach, jest } from '@jest/globals';

/**
 * Keeps every `AbortSignal.timeout` of a suite from running out by itself, so that no verdict depends on how fast the
 * machine is. Gives the function that ends the newest one, as if its time were over.
 */
export function timeOutByHand(): () => void {
  let newest: AbortController | undefined;
  beforeEach(() => {
    jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      newest = new AbortController();
      return newest.signal;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  return () => newest?.abort(new DOMException('The time is over.', 'TimeoutError'));
}
