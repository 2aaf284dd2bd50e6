import { type Adapters, openAdapters } from '../../../home/open-adapters.ts';
import { startHomeServer } from '../../../home/home-server.ts';

/** What the process prints once the home server has started. */
export type Standing = { household: string; origin: string; simulator: string; code?: string };

/**
 * Runs a home server on free ports in this process, and kills the process with SIGKILL at one step of a message's way.
 * Step 2n is just before the nth call of an adapter, step 2n + 1 just after it.
 */
export async function runCrashingHomeServer({
  dataDir,
  smtpUrl,
  killAt,
}: {
  dataDir: string;
  smtpUrl: string;
  killAt?: number;
}): Promise<void> {
  const settings = {
    host: '127.0.0.1',
    port: 0,
    simulatorPort: 0,
    trustedProxies: [],
    dataDir,
    smtpUrl,
    mailFrom: 'home@example.org',
  };
  const adapters = { ...(await openAdapters(settings)), mail: undefined };
  let armed = false;
  let step = 0;
  const die = () => process.kill(process.pid, 'SIGKILL');

  async function touch<T>(work: () => Promise<T>): Promise<T> {
    if (armed && step++ === killAt) die();
    const done = await work();
    if (armed && step++ === killAt) die();
    return done;
  }

  const { documents, recordings, speech, channel } = adapters;
  const crashing: Adapters = {
    ...adapters,
    log: () => {},
    documents: {
      ...documents,
      put: (document, ifVersion, also) =>
        document.kind === 'message'
          ? touch(() => documents.put(document, ifVersion, also))
          : documents.put(document, ifVersion, also),
    },
    recordings: {
      ...recordings,
      put: (key, bytes) => touch(() => recordings.put(key, bytes)),
      remove: (key, digest) => touch(() => recordings.remove(key, digest)),
      erase: key => touch(() => recordings.erase(key)),
    },
    speech: { speak: (words, language) => touch(() => speech.speak(words, language)) },
    channel: { timeout: channel.timeout, send: delivery => touch(() => channel.send(delivery)) },
  };
  const server = await startHomeServer(settings, crashing);
  armed = true;
  const offer = await server.pairing();
  const standing: Standing = {
    household: server.household,
    origin: new URL(server.addresses.phone).origin,
    simulator: server.addresses.start,
    ...(offer && { code: offer.code }),
  };
  process.stdout.write(`${JSON.stringify(standing)}\n`);
}
