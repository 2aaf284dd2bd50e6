import { join } from 'node:path';
import { channelByAddress } from '../services/courier/channel-by-address.ts';
import type { Channel } from '../services/ports/channel.ts';
import { emailChannel, type MailChannel } from '../adapters/smtp/smtp-channel.ts';
import { httpsPost, type Post } from '../adapters/webpush/web-push-sender.ts';
import type { Speech } from '../services/ports/speech.ts';
import { instant, type Instant } from '../core/household/instant.ts';
import { dueAt } from '../core/message/next-work.ts';
import { loadAnchor } from '../adapters/files/anchor-file.ts';
import { openDataDir } from '../adapters/sqlite/lock-data-dir.ts';
import { openDocuments, type SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import { eraseWithOutbox, outboxChannel } from '../adapters/files/outbox.ts';
import { type FileRecordings, openRecordings } from '../adapters/files/file-recordings.ts';
import {
  DATABASE,
  homeHousehold,
  noteStart,
  OUTBOX,
  RECORDINGS,
  refuseMissingDatabase,
} from './data-folder.ts';
import { type Log, openLog } from './log.ts';
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
  /** The mail server; undefined where mails go to the outbox. */
  mail: MailChannel | undefined;
  /** The key pair by which push services identify this server (RFC 8292). */
  vapid: { publicKey: string; privateKey: string };
  /** Sends a request to a push service. */
  post: Post;
  outboxDir: string;
  clock: () => Instant;
  log: Log;
  /** Closes the database and unlocks the data folder. */
  close(): void;
};

/** Opens the adapters over one data folder, and locks the folder against a second process. */
export async function openAdapters(
  { dataDir, smtpUrl, mailFrom, logLevel = 'info', acceptLoss = false }: ServerSettings,
  clock = () => instant(Date.now()),
): Promise<Adapters> {
  const folder = openDataDir(dataDir);
  const dir = folder.path;
  let opened: SqliteDocuments | undefined;
  try {
    const outboxDir = join(dir, OUTBOX);
    const recordings = eraseWithOutbox(await openRecordings(join(dir, RECORDINGS)), outboxDir);
    await refuseMissingDatabase(dir, recordings);
    const anchor = await loadAnchor(dir);
    const vapid = await loadVapid(dir);
    const documents = openDocuments(join(dir, DATABASE), document =>
      document.kind === 'message' ? dueAt(document, clock()) : undefined,
    );
    opened = documents;
    const mail = smtpUrl ? emailChannel({ smtpUrl, from: mailFrom }) : undefined;
    const household = homeHousehold(anchor);
    await noteStart(dir, { household, documents, recordings, acceptLoss });
    return {
      documents,
      recordings,
      anchor,
      speech: fliteSpeech(),
      mail,
      channel: channelByAddress({
        email: mail ?? outboxChannel({ dir: outboxDir, from: mailFrom }),
      }),
      vapid,
      post: httpsPost(),
      outboxDir,
      clock,
      log: openLog(logLevel, process.stderr),
      close() {
        documents.close();
        folder.release();
      },
    };
  } catch (error) {
    opened?.close();
    folder.release();
    throw error;
  }
}
