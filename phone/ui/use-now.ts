import { useEffect, useState } from 'preact/hooks';
import type { Instant } from '../../core/household/instant.ts';
import type { Watched } from '../session/observable.ts';

/** The value, and a new rendering whenever it changes. */
export function useWatched<S>(value: Watched<S>): S {
  const [, renderAgain] = useState({});
  useEffect(() => value.watch(() => renderAgain({})), [value]);
  return value.get();
}

/** The time, and a new rendering every second. */
export function useNow(now: () => Instant): Instant {
  const [, renderAgain] = useState({});
  useEffect(() => {
    const timer = setInterval(() => renderAgain({}), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now();
}
