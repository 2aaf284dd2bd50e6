/**
 * The push services of the browsers: Chrome and its kin, Firefox, Safari, Edge. Each is this host, or one below it
 * where `below` says so.
 */
const SERVICES: readonly { host: string; below: boolean }[] = [
  { host: 'fcm.googleapis.com', below: false },
  { host: 'push.services.mozilla.com', below: true },
  { host: 'push.apple.com', below: true },
  { host: 'notify.windows.com', below: true },
];

/** No push service makes longer ones; FCM's and Mozilla's have some 200 characters. */
const LONGEST = 1_000;

/**
 * Whether pushes may be sent to this endpoint: https, to the usual port of a browser's push service, or to an origin
 * that the operator added. Whoever can name an endpoint could otherwise make the house call any machine it reaches.
 */
export function isPushEndpoint(endpoint: string, operatorOrigins: readonly string[]): boolean {
  if (endpoint.length > LONGEST || !URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(endpoint);
  if (protocol !== 'https:' || username !== '' || password !== '') return false;
  if (operatorOrigins.includes(origin)) return true;
  // An empty port is the usual one: the URL standard drops 443.
  return (
    port === '' &&
    SERVICES.some(({ host, below }) => hostname === host || (below && hostname.endsWith(`.${host}`)))
  );
}
