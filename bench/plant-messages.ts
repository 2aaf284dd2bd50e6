import Database from 'libsql';
import { messageIdOf } from '../core/conversation/hold.ts';
import type { MessageId } from '../core/household/ids.ts';
import { after, instant, minutes } from '../core/household/instant.ts';
import { defaultSettings } from '../core/household/settings.ts';
import { hold } from '../core/message/hold.ts';
import type { Held, Message } from '../core/message/message.ts';
import { seal } from '../core/message/seal.ts';
import { encodeDocument } from '../services/storage/stored-document.ts';
import { keepRecording } from '../services/storage/stored-recording.ts';
import { aContact, aRecording, aRelease, aRoomId, aStory } from '../test/support/builders/builders.ts';
import type { Home } from './a-home.ts';

const ONE_TRANSACTION = 50_000;

/**
 * Writes copies of a message that is over into a database that the SQLite adapter has made, one every twenty minutes
 * before it. A million through the adapter would take hours, because each would be durable. Gives the ids, newest first.
 */
export function plantOver(file: string, { ...message }: Message, count: number): MessageId[] {
  const db = new Database(file);
  try {
    db.exec('PRAGMA synchronous = OFF');
    const insert = db.prepare(
      'INSERT INTO documents (household, kind, id, version, schema_version, due_at, body) VALUES (?, ?, ?, ?, ?, NULL, ?)',
    );
    const { household, kind, version } = message;
    const ids: MessageId[] = [];
    // The index grows at its end if the oldest comes first.
    for (let n = count; n > 0; n -= 1) {
      if (!db.inTransaction) db.exec('BEGIN');
      const heldAt = after(message.heldAt, -minutes(20) * n);
      const id = messageIdOf({ at: heldAt, requestId: `planted ${n}` });
      const { schemaVersion, body } = encodeDocument({ ...message, id, heldAt });
      insert.run(household, kind, id, version, schemaVersion, body);
      ids.push(id);
      if (n % ONE_TRANSACTION === 1) db.exec('COMMIT');
    }
    return ids.toReversed();
  } finally {
    db.close();
  }
}

/** Stores messages for Beatrix that a phone has just released, as they are found at the start of a server. */
export async function plantReleased(home: Home, count: number): Promise<void> {
  const { household, documents, recordings, phone, trust, sealKey } = home;
  const now = instant(Date.now());
  const contact = aContact().id;
  const plantOne = async (index: number): Promise<void> => {
    const id = messageIdOf({ at: now, requestId: `released ${index}` });
    const recording = await keepRecording(recordings, { household, message: id }, aRecording());
    const toHold = { household, id, room: aRoomId(), contact, story: aStory() };
    const held = hold(
      toHold,
      { recording },
      { settings: defaultSettings, now: after(now, -minutes(1)) },
    ) as Held;
    const statement = aRelease(held, trust);
    const answer = { jws: await phone.sign(statement), phone: phone.id, statement, at: now };
    await documents.put(seal({ ...held, state: 'released', answer }, sealKey), 0);
  };
  await Promise.all(Array.from({ length: count }, (_, index) => plantOne(index)));
}
