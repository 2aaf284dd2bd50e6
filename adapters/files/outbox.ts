import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DeliveryChannel } from '../../services/ports/channel.ts';
import { composeMail, type MailSender } from '../mail/compose-mail.ts';
import { writeMail } from '../mail/write-mail.ts';
import type { MessageId } from '../../core/household/ids.ts';
import { instant, seconds } from '../../core/household/instant.ts';
import { ifExists, namesIn, removeFolder, writeWhole } from './durable-files.ts';
import type { FileRecordings } from './file-recordings.ts';

/** A mail in the outbox, as the outbox page shows it. */
const entry = z.object({
  /** The message's id. */
  id: z.string(),
  claim: z.string(),
  at: z.number().transform(instant),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  attachment: z.object({ name: z.string(), mediaType: z.string(), bytes: z.number() }),
});
export type OutboxEntry = z.infer<typeof entry>;

/** `message.eml` is for mail programs; the other two spare the outbox page from parsing mail. The entry is written last. */
const [MAIL, ATTACHMENT, ENTRY] = ['message.eml', 'attachment', 'entry.json'];

/**
 * A channel for a home server without a mail server: it keeps each mail in a folder named by its message. Sending the same
 * claim again changes nothing; another claim for the same message replaces the mail.
 */
export function outboxChannel({ dir, ...sender }: { dir: string } & MailSender): DeliveryChannel {
  return {
    timeout: seconds(30),
    async send(delivery) {
      try {
        const id = delivery.message;
        const folder = join(dir, checked(id));
        if ((await readEntry(dir, id))?.claim !== delivery.claim) {
          const halted = await delivery.begin();
          if (halted) return halted;
          const mail = composeMail(delivery, sender);
          const { name, mediaType, content } = mail.attachment;
          await mkdir(folder, { recursive: true, mode: 0o700 });
          await writeWhole(join(folder, MAIL), await writeMail(mail));
          await writeWhole(join(folder, ATTACHMENT), content);
          const written: OutboxEntry = {
            id,
            claim: delivery.claim,
            at: instant(Date.now()),
            to: [mail.envelope.to],
            subject: mail.subject,
            text: mail.text,
            attachment: { name, mediaType, bytes: content.length },
          };
          await writeWhole(join(folder, ENTRY), Buffer.from(JSON.stringify(written)));
        }
        return { result: 'taken', outcome: { code: 'in-outbox' } };
      } catch (error) {
        const cause = (error as NodeJS.ErrnoException).code ?? 'unknown';
        return { result: 'not-taken', outcome: { code: 'outbox-failed', cause } };
      }
    },
  };
}

/** Recordings with which a message's mail, or a household's mails, are erased from the outbox too. */
export const eraseWithOutbox = (recordings: FileRecordings, dir: string): FileRecordings => ({
  ...recordings,
  async erase(key) {
    await recordings.erase(key);
    await removeFolder(join(dir, checked(key.message)));
  },
  // The folder is one household's, and so is its outbox.
  async forget(household) {
    await recordings.forget(household);
    await removeFolder(dir);
  },
});

/** The messages that have a mail in the outbox, or a part of one that a crash left. */
export const messagesInOutbox = async (dir: string): Promise<MessageId[]> =>
  (await namesIn(dir)).filter(isId) as MessageId[];

/** All mails in the outbox, newest first. */
export async function listOutbox(dir: string): Promise<OutboxEntry[]> {
  const names = await messagesInOutbox(dir);
  const entries = await Promise.all(names.map(id => readEntry(dir, id)));
  return entries.filter(one => one !== undefined).sort((a, b) => b.at - a.at);
}

/** The recording that is attached to a mail in the outbox; undefined where there is no such mail. */
export async function readAttachment(
  dir: string,
  id: string,
): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | undefined> {
  const found = isId(id) ? await readEntry(dir, id) : undefined;
  const bytes = found && (await ifExists(readFile(join(dir, id, ATTACHMENT))));
  return bytes && { name: found.attachment.name, mediaType: found.attachment.mediaType, bytes };
}

async function readEntry(dir: string, id: string): Promise<OutboxEntry | undefined> {
  const text = await ifExists(readFile(join(dir, id, ENTRY), 'utf8'));
  return text === undefined ? undefined : entry.parse(JSON.parse(text));
}

const isId = (name: string): boolean => /^[0-9A-Za-z_-]+$/.test(name);

function checked(id: string): string {
  if (!isId(id)) throw new Error('A message id has characters it must not have.');
  return id;
}
