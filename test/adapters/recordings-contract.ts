import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { type Sha256, sha256 } from '../../core/household/sha256.ts';
import type { Owner, Recordings } from '../../services/ports/recordings.ts';

const owner = (message = 'message-1', household = 'home'): Owner => ({
  household: household as HouseholdId,
  message: message as MessageId,
});
const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);
const words = new TextEncoder().encode('Dinner is at seven. 🍲');

/** The contract of the `Recordings` port, for every engine. `open` gives an empty store. */
export function recordingsContract(
  engine: string,
  open: () => Promise<{ recordings: Recordings; close: () => Promise<void> }>,
): void {
  describe(`recordings in ${engine}`, () => {
    let recordings: Recordings;
    let close: () => Promise<void>;
    beforeEach(async () => ({ recordings, close } = await open()));
    afterEach(() => close());

    test('content is stored under its digest, and read back byte for byte', async () => {
      const digest = await recordings.put(owner(), bytes);
      expect(digest).toBe(sha256(bytes));
      expect(await recordings.get(owner(), digest)).toEqual(bytes);
    });

    test('a message can have several contents', async () => {
      const audio = await recordings.put(owner(), bytes);
      const transcript = await recordings.put(owner(), words);
      expect(await recordings.get(owner(), audio)).toEqual(bytes);
      expect(await recordings.get(owner(), transcript)).toEqual(words);
    });

    test('putting the same content again, also concurrently, changes nothing', async () => {
      const digests = await Promise.all([1, 2, 3].map(() => recordings.put(owner(), words)));
      expect(new Set([...digests, await recordings.put(owner(), words)])).toEqual(new Set([sha256(words)]));
      expect(await recordings.get(owner(), sha256(words))).toEqual(words);
    });

    test('empty content can be stored', async () => {
      const digest = await recordings.put(owner(), new Uint8Array());
      expect(await recordings.get(owner(), digest)).toEqual(new Uint8Array());
    });

    test('content that was never put is undefined', async () => {
      expect(await recordings.get(owner(), sha256('nothing'))).toBeUndefined();
      await recordings.put(owner(), bytes);
      expect(await recordings.get(owner(), sha256('nothing'))).toBeUndefined();
    });

    test.each([
      ['another message', owner('message-2')],
      ['another household', owner('message-1', 'away')],
    ])('the content of one message cannot be read as that of %s', async (_what, other) => {
      const digest = await recordings.put(owner(), bytes);
      expect(await recordings.get(other, digest)).toBeUndefined();
    });

    test('erasing a message erases all its content and none of another message', async () => {
      const digest = await recordings.put(owner('message-1'), bytes);
      await recordings.put(owner('message-1'), words);
      await recordings.put(owner('message-10'), bytes);
      await recordings.put(owner('message-1', 'away'), bytes);

      await recordings.erase(owner('message-1'));

      expect(await recordings.get(owner('message-1'), digest)).toBeUndefined();
      expect(await recordings.get(owner('message-1'), sha256(words))).toBeUndefined();
      expect(await recordings.get(owner('message-10'), digest)).toEqual(bytes);
      expect(await recordings.get(owner('message-1', 'away'), digest)).toEqual(bytes);
    });

    test('forgetting a household erases all its content and none of another household', async () => {
      const digest = await recordings.put(owner('message-1'), bytes);
      await recordings.put(owner('message-2'), words);
      await recordings.put(owner('message-1', 'away'), bytes);

      await recordings.forget('home' as HouseholdId);
      await recordings.forget('nowhere' as HouseholdId);

      expect(await recordings.get(owner('message-1'), digest)).toBeUndefined();
      expect(await recordings.get(owner('message-2'), sha256(words))).toBeUndefined();
      expect(await recordings.get(owner('message-1', 'away'), digest)).toEqual(bytes);
    });

    test('removing one content of a message leaves the others, and is idempotent', async () => {
      const digest = await recordings.put(owner(), bytes);
      await recordings.put(owner(), words);
      await recordings.put(owner('message-2'), bytes);

      await recordings.remove(owner(), digest);
      await recordings.remove(owner(), digest);
      await recordings.remove(owner('never', 'nowhere'), digest);

      expect(await recordings.get(owner(), digest)).toBeUndefined();
      expect(await recordings.get(owner(), sha256(words))).toEqual(words);
      expect(await recordings.get(owner('message-2'), digest)).toEqual(bytes);
    });

    test('erasing is idempotent, also for a message that never existed', async () => {
      await recordings.put(owner(), bytes);
      await recordings.erase(owner());
      await recordings.erase(owner());
      await recordings.erase(owner('never', 'nowhere'));
      expect(await recordings.get(owner(), sha256(bytes))).toBeUndefined();
    });

    test('erased content can be put again', async () => {
      await recordings.put(owner(), bytes);
      await recordings.erase(owner());
      expect(await recordings.get(owner(), await recordings.put(owner(), bytes))).toEqual(bytes);
    });

    test.each(['..', '.', '', 'a/b', '../other', 'a\0b', '/etc'])('an id such as %j is refused', async id => {
      await expect(recordings.put(owner(id), bytes)).rejects.toThrow('id of the recording store');
      await expect(recordings.put(owner('message-1', id), bytes)).rejects.toThrow(
        'id of the recording store',
      );
      await expect(recordings.get(owner(id), sha256(bytes))).rejects.toThrow('id of the recording store');
      await expect(recordings.get(owner(), id as Sha256)).rejects.toThrow('id of the recording store');
      await expect(recordings.remove(owner(id), sha256(bytes))).rejects.toThrow('id of the recording store');
      await expect(recordings.remove(owner(), id as Sha256)).rejects.toThrow('id of the recording store');
      await expect(recordings.erase(owner(id))).rejects.toThrow('id of the recording store');
      await expect(recordings.erase(owner('message-1', id))).rejects.toThrow('id of the recording store');
    });
  });
}
