import { join } from 'node:path';
import { channelByAddress } from '../services/courier/channel-by-address.ts';
import type { Channel } from '../services/ports/channel.ts';
import { emailChannel } from '../adapters/smtp/smtp-channel.ts';
import { httpsPost, type Post } from '../adapters/webpush/web-push-sender.ts';
import type { Speech } from '../services/ports/speech.ts';
import type { Instant } from '../core/household/instant.ts';
import { dueAt } from '../core/message/next-work.ts';
import { loadAnchor } from '../adapters/files/anchor-file.ts';
import { systemClock } from './courier-scheduler.ts';
import { openDataDir } from '../adapters/sqlite/lock-data-dir.ts';
import { openDocuments, type SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import { outboxChannel } from '../adapters/files/outbox.ts';
import { type FileRecordings, openRecordings } from '../adapters/files/file-recordings.ts';
import type { Settings } from './settings.ts';
import { fliteSpeech } from '../adapters/flite/flite-speech.ts';
import { loadVapid } from '../adapters/files/vapid-file.ts';

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
    const documents = openDocuments(join(dataDir, 'documents.db'), document =>
      document.kind === 'message' ? dueAt(document, clock()) : undefined,
    );
    const outboxDir = join(dataDir, 'outbox');
    return {
      documents,
      recordings: await openRecordings(join(dataDir, 'recordings')),
      anchor,
      speech: fliteSpeech(),
      channel: channelByAddress({
        email: smtpUrl
          ? emailChannel({ smtpUrl, from: mailFrom })
          : outboxChannel({ dir: outboxDir, from: mailFrom }),
      }),
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
