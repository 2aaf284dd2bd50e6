/**
 * A file of the app: its path under the worker's scope, the digest that it must have, and how the browser's own cache may
 * be used for it.
 */
export type ShellFile = { path: string; integrity: string; cache: RequestCache };

const PREFIX = 'second-yes-shell-';

/** Names the cache of a build: the same files always have the same name. */
const nameCache = async (shell: readonly ShellFile[]): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(shell)));
  return (
    PREFIX + [...new Uint8Array(digest).slice(0, 8)].map(byte => byte.toString(16).padStart(2, '0')).join('')
  );
};

/**
 * Caches every file of this build, or none. If a file has another digest, as in the middle of an update, the browser
 * refuses it and installs the worker at another time.
 */
export async function cacheShell(
  shell: readonly ShellFile[],
  scope: string,
  caches: CacheStorage,
): Promise<void> {
  const cache = await caches.open(await nameCache(shell));
  await cache.addAll(shell.map(({ path, ...options }) => new Request(scope + path, options)));
}

/** Deletes the caches of other builds. Call it once no page uses them. */
export async function deleteOldShells(shell: readonly ShellFile[], caches: CacheStorage): Promise<void> {
  const current = await nameCache(shell);
  const names = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== current);
  await Promise.all(names.map(name => caches.delete(name)));
}

/** Whether a request is for a file of the app. All other requests, such as those to the API, go to the network. */
export function isShellFile(
  { method, url }: Pick<Request, 'method' | 'url'>,
  shell: readonly ShellFile[],
  scope: string,
): boolean {
  const { origin, pathname } = new URL(url);
  return method === 'GET' && shell.some(({ path }) => origin + pathname === scope + path);
}

/** A file of the app from the cache, or from the network if the cache has lost it. */
export async function respondFromCache(
  request: Request,
  shell: readonly ShellFile[],
  caches: CacheStorage,
): Promise<Response> {
  const cache = await caches.open(await nameCache(shell));
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
