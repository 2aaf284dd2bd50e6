import type { MessageKey, Recordings } from '../../../services/ports/recordings.ts';
import { type Sha256, sha256 } from '../../../core/household/bytes/sha256.ts';

/** Recordings in memory, with what somebody with access to the store can do to them. */
export type MemoryRecordings = Recordings & {
  /** The digests of the stored content of a message. */
  keptOf: (key: MessageKey) => Sha256[];
  /** Changes bytes behind the program's back; they stay under their old digest. */
  tamper: (key: MessageKey, digest: Sha256, change: (bytes: Uint8Array) => Uint8Array) => void;
};

/** Follows the port's contract. Bytes are copied on their way in and out. */
export function memoryRecordings(): MemoryRecordings {
  const stored = new Map<string, Map<Sha256, Uint8Array>>();
  const nameOf = ({ household, message }: MessageKey, digest: string = sha256('')) => {
    if (![household, message, digest].every(id => /^[0-9A-Za-z_-][0-9A-Za-z._-]*$/.test(id)))
      throw new Error('That is no id of the recording store.');
    return JSON.stringify([household, message]);
  };

  return {
    async put(key, bytes) {
      const digest = sha256(bytes);
      const own = stored.get(nameOf(key)) ?? new Map<Sha256, Uint8Array>();
      stored.set(nameOf(key), own);
      if (!own.has(digest)) own.set(digest, bytes.slice());
      return digest;
    },
    async get(key, digest) {
      return stored.get(nameOf(key, digest))?.get(digest)?.slice();
    },
    async remove(key, digest) {
      stored.get(nameOf(key, digest))?.delete(digest);
    },
    async erase(key) {
      stored.delete(nameOf(key));
    },
    async forget(household) {
      for (const name of stored.keys())
        if ((JSON.parse(name) as string[])[0] === household) stored.delete(name);
    },
    keptOf: key => [...(stored.get(nameOf(key))?.keys() ?? [])],
    tamper(key, digest, change) {
      const own = stored.get(nameOf(key));
      const bytes = own?.get(digest);
      if (!own || !bytes) throw new Error('There is no such content to tamper with.');
      own.set(digest, change(bytes));
    },
  };
}
