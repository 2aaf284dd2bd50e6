import { join } from 'node:path';
import type { Channel } from '../lambda/courier/channel.ts';
import { emailChannel } from '../lambda/courier/email.mail.ts';
import { httpsPost, type Post } from '../lambda/courier/push-sender.webpush.ts';
import type { Speech } from '../lambda/courier/speech.ts';
import type { Instant } from '../lambda/household/instant.ts';
import { dueAt } from '../lambda/message/next-work.ts';
import { loadAnchor } from './anchor.files.ts';
import { systemClock } from './courier.scheduler.ts';
import { openDataDir } from './data-dir.sqlite.ts';
import { openDocuments, type SqliteDocuments } from './documents.sqlite.ts';
import { outboxChannel } from './outbox.files.ts';
import { type FileRecordings, openRecordings } from './recordings.files.ts';
import type { Settings } from './settings.ts';
import { fliteSpeech } from './speech.flite.ts';
import { loadVapid } from './vapid.files.ts';

/** Everything of the world that a house needs. */
export type Adapters = {
  documents: SqliteDocuments;
  recordings: FileRecordings;
  anchor: Uint8Array;
  speech: Speech;
  channel: Channel;
  /** The key pair by which push services know this house. */
  vapid: { publicKey: string; privateKey: string };
  /** The way to push services. */
  post: Post;
  outboxDir: string;
  clock: () => Instant;
  log: (line: Record<string, unknown>) => void;
  /** Closes the stores and gives the data folder back. */
  close(): void;
};

/** Opens the embedded default: everything in one folder, locked against a second process. */
export async function openAdapters({ dataDir, smtpUrl, mailFrom }: Settings): Promise<Adapters> {
  const folder = openDataDir(dataDir);
  try {
    const clock = systemClock;
    const anchor = await loadAnchor(dataDir);
    const vapid = await loadVapid(dataDir);
    const documents = openDocuments(join(dataDir, 'house.db'), document =>
      document.kind === 'message' ? dueAt(document, clock()) : undefined,
    );
    const outboxDir = join(dataDir, 'outbox');
    return {
      documents,
      recordings: await openRecordings(join(dataDir, 'recordings')),
      anchor,
      speech: fliteSpeech(),
      channel: smtpUrl
        ? emailChannel({ smtpUrl, from: mailFrom })
        : outboxChannel({ dir: outboxDir, from: mailFrom }),
      vapid,
      post: httpsPost(),
      outboxDir,
      clock,
      log: logLine,
      close() {
        documents.close();
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

/** One JSON object a line on standard error: events, ids and codes, never content. */
function logLine(line: Record<string, unknown>): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}
