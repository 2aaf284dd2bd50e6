import { type Adapters, openAdapters } from '../../../home/open-adapters.ts';
import { startHomeServer } from '../../../home/home-server.ts';

/** Where a house is, as its process prints it once it stands. */
export type Standing = { household: string; origin: string; standIn: string; code?: string };

/**
 * Runs a house on free ports in this process, and kills the process with SIGKILL at one step of a message's way:
 * step 2n is just before the nth touch of the world, step 2n + 1 just after it.
 */
export async function runCrashingHouse({
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
    dataDir,
    smtpUrl,
    mailFrom: 'house@example.org',
  };
  const adapters = await openAdapters(settings);
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
      put: (owner, bytes) => touch(() => recordings.put(owner, bytes)),
      erase: owner => touch(() => recordings.erase(owner)),
    },
    speech: { speak: words => touch(() => speech.speak(words)) },
    channel: { timeout: channel.timeout, send: delivery => touch(() => channel.send(delivery)) },
  };
  const house = await startHomeServer(settings, crashing);
  armed = true;
  const offer = await house.pairing();
  const standing: Standing = {
    household: house.household,
    origin: new URL(house.addresses.phone).origin,
    standIn: new URL(house.addresses.home).origin,
    ...(offer && { code: offer.code }),
  };
  process.stdout.write(`${JSON.stringify(standing)}\n`);
}
