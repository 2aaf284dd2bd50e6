/** A file of the app, by its path under the worker's scope, and the digest it must have. */
export type ShellFile = { path: string; integrity: string };

const PREFIX = 'second-yes-shell-';

/** The same files have the same name, any other build has another. */
const nameOf = async (shell: readonly ShellFile[]): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(shell)));
  return (
    PREFIX + [...new Uint8Array(digest).slice(0, 8)].map(byte => byte.toString(16).padStart(2, '0')).join('')
  );
};

/**
 * Keeps every file of this build, or none: a file that has another digest, as in the middle of an update, is refused
 * by the browser, and the worker is installed another time.
 */
export async function cacheShell(
  shell: readonly ShellFile[],
  scope: string,
  caches: CacheStorage,
): Promise<void> {
  const cache = await caches.open(await nameOf(shell));
  await cache.addAll(
    shell.map(({ path, integrity }) => new Request(scope + path, { integrity, cache: 'no-cache' })),
  );
}

/** Drops what earlier builds kept, once no page uses it any more. */
export async function deleteOldShells(shell: readonly ShellFile[], caches: CacheStorage): Promise<void> {
  const current = await nameOf(shell);
  const names = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== current);
  await Promise.all(names.map(name => caches.delete(name)));
}

/** Whether a request is for a file of the app. Everything else goes to the network untouched, the API above all. */
export function isShellFile(
  { method, url }: Pick<Request, 'method' | 'url'>,
  shell: readonly ShellFile[],
  scope: string,
): boolean {
  const { origin, pathname } = new URL(url);
  return method === 'GET' && shell.some(({ path }) => origin + pathname === scope + path);
}

/** A file of the app from what is kept; from the network if it was lost. */
export async function respondFromCache(
  request: Request,
  shell: readonly ShellFile[],
  caches: CacheStorage,
): Promise<Response> {
  const cache = await caches.open(await nameOf(shell));
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
