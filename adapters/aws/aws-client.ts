import { type Duration, seconds } from '../../core/household/instant.ts';

/** How long a connection may take to be made: within a region that is a few milliseconds. */
const CONNECTING: Duration = 500;

/**
 * What every AWS client is made with. One try may take `timeout`, and there are `tries` of them, with pauses of up to
 * 100 ms and 200 ms between them (500 ms and 1 s where AWS asked for less). As given unless said otherwise, 1 s and 3
 * tries, a store that hangs is given up within 5 s, so that the skill can still say so within Alexa's 8 s.
 */
export const awsClient = ({
  timeout = seconds(1),
  tries = 3,
}: { timeout?: Duration; tries?: number } = {}) => ({
  maxAttempts: tries,
  requestHandler: {
    connectionTimeout: CONNECTING,
    requestTimeout: timeout,
    // Without it the time is only logged, not kept.
    throwOnRequestTimeout: true,
    // Polly's client speaks HTTP/2; a connection that it kept might be dead after a function's freeze.
    disableConcurrentStreams: true,
  },
});
