import { setTimeout } from 'node:timers/promises';
import { type Duration, seconds } from '../../core/household/instant.ts';

/** How long connecting may take: within a region it takes a few milliseconds. */
const CONNECTION_TIMEOUT: Duration = 500;

/**
 * The configuration of every AWS client: `timeout` for one try, and the number of `tries`. Between tries the client pauses
 * up to 100 ms and 200 ms (500 ms and 1 s after throttling). With the defaults, 1 s and 3 tries, a hanging store fails
 * within 5 s, so that the skill can still say so within Alexa's 8 s.
 */
export const awsClient = ({
  timeout = seconds(1),
  tries = 3,
}: { timeout?: Duration; tries?: number } = {}) => ({
  maxAttempts: tries,
  requestHandler: {
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: timeout,
    // Without it the client only logs a timeout and goes on waiting.
    throwOnRequestTimeout: true,
    // Polly's client speaks HTTP/2. A connection that it keeps may be dead after Lambda froze the function.
    disableConcurrentStreams: true,
  },
});

/** Pauses after a failed try, the first being 1: at most 50 ms, doubling. Up to half is random, so that two retries part. */
export async function pauseBeforeRetry(tried: number): Promise<void> {
  const longest = 25 * 2 ** tried;
  await setTimeout(longest / 2 + (Math.random() * longest) / 2);
}
