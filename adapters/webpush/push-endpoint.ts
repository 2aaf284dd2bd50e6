/**
 * The push services of Chrome and its relatives (their test channels use Google's older host), Firefox, Safari and
 * Edge. `below`: subdomains belong to it too.
 */
const SERVICES: readonly { host: string; below: boolean }[] = [
  { host: 'fcm.googleapis.com', below: false },
  { host: 'jmt17.google.com', below: false },
  { host: 'push.services.mozilla.com', below: true },
  { host: 'push.apple.com', below: true },
  { host: 'notify.windows.com', below: true },
];

/** No push service makes longer endpoints; those of FCM and Mozilla are about 200 characters long. */
const LONGEST = 1_000;

/**
 * Whether pushes may be sent to this endpoint. It must use https and be at the default port of a browser's push service
 * or at an origin that the operator added. Otherwise a phone could make the server call any machine that it can reach.
 */
export function isPushEndpoint(endpoint: string, operatorOrigins: readonly string[]): boolean {
  if (endpoint.length > LONGEST || !URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(endpoint);
  if (protocol !== 'https:' || username !== '' || password !== '') return false;
  if (operatorOrigins.includes(origin)) return true;
  // The URL standard drops the default port 443, so that an empty port means 443.
  return (
    port === '' &&
    SERVICES.some(({ host, below }) => hostname === host || (below && hostname.endsWith(`.${host}`)))
  );
}
