/** Sends requests to the simulator's port, as a page that was opened by this printed link does. */
export function askSimulator(link: string): (path: string, init?: RequestInit) => Promise<Response> {
  const { origin, port, hash } = new URL(link);
  const Cookie = `second-yes-simulator-${port}=${hash.slice(1)}`;
  return (path, init = {}) =>
    fetch(origin + path, { ...init, headers: { ...(init.headers as Record<string, string>), Cookie } });
}
