import { join } from 'node:path';
import { channelByAddress } from '../services/courier/channel-by-address.ts';
import type { Channel } from '../services/ports/channel.ts';
import { emailChannel } from '../adapters/smtp/smtp-channel.ts';
import { httpsPost, type Post } from '../adapters/webpush/web-push-sender.ts';
import type { Speech } from '../services/ports/speech.ts';
import { instant, type Instant } from '../core/household/instant.ts';
import { dueAt } from '../core/message/next-work.ts';
import { loadAnchor } from '../adapters/files/anchor-file.ts';
import { openDataDir } from '../adapters/sqlite/lock-data-dir.ts';
import { openDocuments, type SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import { eraseWithOutbox, outboxChannel } from '../adapters/files/outbox.ts';
import { type FileRecordings, openRecordings } from '../adapters/files/file-recordings.ts';
import type { ServerSettings } from './settings.ts';
import { fliteSpeech } from '../adapters/flite/flite-speech.ts';
import { loadVapid } from '../adapters/files/vapid-file.ts';

/** Everything outside the process that the home server uses. */
export type Adapters = {
  documents: SqliteDocuments;
  recordings: FileRecordings;
  anchor: Uint8Array;
  speech: Speech;
  channel: Channel;
  /** The key pair by which push services identify this server (RFC 8292). */
  vapid: { publicKey: string; privateKey: string };
  /** Sends a request to a push service. */
  post: Post;
  outboxDir: string;
  clock: () => Instant;
  log: (line: Record<string, unknown>) => void;
  /** Closes the database and unlocks the data folder. */
  close(): void;
};

/** Opens the adapters over one data folder, and locks the folder against a second process. */
export async function openAdapters({ dataDir, smtpUrl, mailFrom }: ServerSettings): Promise<Adapters> {
  const folder = openDataDir(dataDir);
  try {
    const clock = () => instant(Date.now());
    const anchor = await loadAnchor(dataDir);
    const vapid = await loadVapid(dataDir);
    const documents = openDocuments(join(dataDir, 'documents.db'), document =>
      document.kind === 'message' ? dueAt(document, clock()) : undefined,
    );
    const outboxDir = join(dataDir, 'outbox');
    return {
      documents,
      recordings: eraseWithOutbox(await openRecordings(join(dataDir, 'recordings')), outboxDir),
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

/** Writes one line of JSON to standard error. A line has events, ids and codes, and never content. */
function logLine(line: Record<string, unknown>): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}
