import { useEffect, useState } from 'preact/hooks';
import type { Instant } from '../../core/household/instant.ts';

/** Gives the current time, and renders the component again every second. */
export function useNow(now: () => Instant): Instant {
  const [, renderAgain] = useState({});
  useEffect(() => {
    const timer = setInterval(() => renderAgain({}), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now();
}
