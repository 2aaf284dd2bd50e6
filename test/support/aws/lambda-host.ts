import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A built function in its own process. */
export type LambdaHost = {
  /** Invokes the function and gives its result. Throws where the function throws. */
  invoke: <T>(event: unknown) => Promise<T>;
  /** All its log lines. */
  logged: () => Record<string, unknown>[];
  /** Its whole output, for tests that look for content in it. */
  written: () => string;
  stop: () => Promise<void>;
};

type Told = { id?: number; answer?: unknown; failed?: string; started?: boolean };

/** Ends a host that a failed test did not stop. */
const LIFETIME = 600_000;

/** Starts a built function with exactly this environment. Throws its output where it does not start. */
export async function startLambda(folder: string, env: Record<string, string>): Promise<LambdaHost> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'lambda-host.mjs'), join(folder, 'index.mjs')],
    { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], timeout: LIFETIME, killSignal: 'SIGKILL' },
  );
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (written += text));
  const waiting = new Map<number, (told: Told) => void>();
  const tellAll = async (): Promise<void> => {
    await once(child, 'close');
    for (const tell of waiting.values()) tell({ failed: `it ended: ${written}` });
  };
  const ended = tellAll();
  const begun = new Promise<Told>(resolve => waiting.set(0, resolve));
  child.on('message', (told: Told) => {
    const id = told.id ?? 0;
    waiting.get(id)?.(told);
    waiting.delete(id);
  });
  let count = 0;
  const host: LambdaHost = {
    async invoke<T>(event: unknown): Promise<T> {
      const id = ++count;
      const told = new Promise<Told>(resolve => waiting.set(id, resolve));
      child.send({ id, event });
      const { answer, failed } = await told;
      if (failed !== undefined) throw new Error(failed);
      return answer as T;
    },
    logged: () =>
      written
        .split('\n')
        .filter(line => line.startsWith('{'))
        .map(line => JSON.parse(line) as Record<string, unknown>),
    written: () => written,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
  const { started, failed } = await begun;
  if (started) return host;
  await ended;
  throw new Error(`${failed ?? 'it did not start'}\n${written}`);
}
