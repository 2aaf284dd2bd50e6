import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { type Sha256, sha256 } from '../../core/household/bytes/sha256.ts';
import type { MessageKey, Recordings } from '../../services/ports/recordings.ts';

const keyOf = (message = 'message-1', household = 'home'): MessageKey => ({
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
      const digest = await recordings.put(keyOf(), bytes);
      expect(digest).toBe(sha256(bytes));
      expect(await recordings.get(keyOf(), digest)).toEqual(bytes);
    });

    test('a message can have several contents', async () => {
      const audio = await recordings.put(keyOf(), bytes);
      const transcript = await recordings.put(keyOf(), words);
      expect(await recordings.get(keyOf(), audio)).toEqual(bytes);
      expect(await recordings.get(keyOf(), transcript)).toEqual(words);
    });

    test('putting the same content again, also concurrently, changes nothing', async () => {
      const digests = await Promise.all([1, 2, 3].map(() => recordings.put(keyOf(), words)));
      expect(new Set([...digests, await recordings.put(keyOf(), words)])).toEqual(new Set([sha256(words)]));
      expect(await recordings.get(keyOf(), sha256(words))).toEqual(words);
    });

    test('empty content can be stored', async () => {
      const digest = await recordings.put(keyOf(), new Uint8Array());
      expect(await recordings.get(keyOf(), digest)).toEqual(new Uint8Array());
    });

    test('content that was never put is undefined', async () => {
      expect(await recordings.get(keyOf(), sha256('nothing'))).toBeUndefined();
      await recordings.put(keyOf(), bytes);
      expect(await recordings.get(keyOf(), sha256('nothing'))).toBeUndefined();
    });

    test.each([
      ['another message', keyOf('message-2')],
      ['another household', keyOf('message-1', 'away')],
    ])('the content of one message cannot be read as that of %s', async (_what, other) => {
      const digest = await recordings.put(keyOf(), bytes);
      expect(await recordings.get(other, digest)).toBeUndefined();
    });

    test('erasing a message erases all its content and none of another message', async () => {
      const digest = await recordings.put(keyOf('message-1'), bytes);
      await recordings.put(keyOf('message-1'), words);
      await recordings.put(keyOf('message-10'), bytes);
      await recordings.put(keyOf('message-1', 'away'), bytes);

      await recordings.erase(keyOf('message-1'));

      expect(await recordings.get(keyOf('message-1'), digest)).toBeUndefined();
      expect(await recordings.get(keyOf('message-1'), sha256(words))).toBeUndefined();
      expect(await recordings.get(keyOf('message-10'), digest)).toEqual(bytes);
      expect(await recordings.get(keyOf('message-1', 'away'), digest)).toEqual(bytes);
    });

    test('forgetting a household erases all its content and none of another household', async () => {
      const digest = await recordings.put(keyOf('message-1'), bytes);
      await recordings.put(keyOf('message-2'), words);
      await recordings.put(keyOf('message-1', 'away'), bytes);

      await recordings.forget('home' as HouseholdId);
      await recordings.forget('nowhere' as HouseholdId);

      expect(await recordings.get(keyOf('message-1'), digest)).toBeUndefined();
      expect(await recordings.get(keyOf('message-2'), sha256(words))).toBeUndefined();
      expect(await recordings.get(keyOf('message-1', 'away'), digest)).toEqual(bytes);
    });

    test('removing one content of a message leaves the others, and is idempotent', async () => {
      const digest = await recordings.put(keyOf(), bytes);
      await recordings.put(keyOf(), words);
      await recordings.put(keyOf('message-2'), bytes);

      await recordings.remove(keyOf(), digest);
      await recordings.remove(keyOf(), digest);
      await recordings.remove(keyOf('never', 'nowhere'), digest);

      expect(await recordings.get(keyOf(), digest)).toBeUndefined();
      expect(await recordings.get(keyOf(), sha256(words))).toEqual(words);
      expect(await recordings.get(keyOf('message-2'), digest)).toEqual(bytes);
    });

    test('erasing is idempotent, also for a message that never existed', async () => {
      await recordings.put(keyOf(), bytes);
      await recordings.erase(keyOf());
      await recordings.erase(keyOf());
      await recordings.erase(keyOf('never', 'nowhere'));
      expect(await recordings.get(keyOf(), sha256(bytes))).toBeUndefined();
    });

    test('erased content can be put again', async () => {
      await recordings.put(keyOf(), bytes);
      await recordings.erase(keyOf());
      expect(await recordings.get(keyOf(), await recordings.put(keyOf(), bytes))).toEqual(bytes);
    });

    test.each(['..', '.', '', 'a/b', '../other', 'a\0b', '/etc'])('an id such as %j is refused', async id => {
      await expect(recordings.put(keyOf(id), bytes)).rejects.toThrow('id of the recording store');
      await expect(recordings.put(keyOf('message-1', id), bytes)).rejects.toThrow(
        'id of the recording store',
      );
      await expect(recordings.get(keyOf(id), sha256(bytes))).rejects.toThrow('id of the recording store');
      await expect(recordings.get(keyOf(), id as Sha256)).rejects.toThrow('id of the recording store');
      await expect(recordings.remove(keyOf(id), sha256(bytes))).rejects.toThrow('id of the recording store');
      await expect(recordings.remove(keyOf(), id as Sha256)).rejects.toThrow('id of the recording store');
      await expect(recordings.erase(keyOf(id))).rejects.toThrow('id of the recording store');
      await expect(recordings.erase(keyOf('message-1', id))).rejects.toThrow('id of the recording store');
    });
  });
}
