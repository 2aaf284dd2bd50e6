import { statfs } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { channelByAddress } from '../services/courier/channel-by-address.ts';
import type { DeliveryChannel } from '../services/ports/channel.ts';
import { emailChannel, type MailChannel } from '../adapters/smtp/smtp-channel.ts';
import { httpsPost, type Post } from '../adapters/webpush/web-push-sender.ts';
import type { Channel } from '../core/household/channel.ts';
import type { BotAccess } from '../adapters/telegram/bot-api.ts';
import { loadDkimKey } from '../adapters/mail/dkim.ts';
import type { Speech } from '../services/ports/speech.ts';
import { type Duration, instant, type Instant, seconds } from '../core/household/instant.ts';
import { dueAt } from '../core/message/next-work.ts';
import { loadAnchor } from '../adapters/files/anchor-file.ts';
import { telegramChannel } from '../adapters/telegram/telegram-channel.ts';
import { webhookChannel } from '../adapters/webhook/webhook-channel.ts';
import { lockDataFolder } from '../adapters/sqlite/lock-data-folder.ts';
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
import { prepareInWorker } from '../adapters/audio/prepare-in-worker.ts';
import { preparedSpeech } from '../services/courier/prepared-speech.ts';
import { SPEECH_LIMITS } from '../core/message/recording/recording-limits.ts';
import { fliteSpeech } from '../adapters/flite/flite-speech.ts';
import { loadVapid } from '../adapters/files/vapid-file.ts';

/** Everything outside the process that the home server uses. */
export type Adapters = {
  documents: SqliteDocuments;
  recordings: FileRecordings;
  anchor: Uint8Array;
  speech: Speech;
  channel: DeliveryChannel;
  /** The channels that are set up. */
  channels: Channel[];
  /** The bot that contacts start; undefined where there is none. */
  telegram: BotAccess | undefined;
  /** The mail server; undefined where mails go to the outbox. */
  mail: MailChannel | undefined;
  /** The key pair by which push services identify this server (RFC 8292). */
  vapid: { publicKey: string; privateKey: string };
  /** Sends a request to a push service. */
  post: Post;
  outboxDir: string;
  /** How many bytes the disk of the data folder has left for this user. */
  freeSpace: () => Promise<number>;
  clock: () => Instant;
  /** How long the machine has been up, its sleep included. */
  uptime: () => Duration;
  /** A number for this start of the machine; 0 where the system does not say. */
  boot: number;
  log: Log;
  /** Closes the database and unlocks the data folder. */
  close(): void;
};

/** Opens the adapters over one data folder, and locks the folder against a second process. */
export async function openAdapters(
  settings: ServerSettings,
  clock = () => instant(Date.now()),
): Promise<Adapters> {
  const { dataDir, smtpUrl, mailFrom, mailReplyTo, dkim, telegram, webhook } = settings;
  const { logLevel = 'info', acceptLoss = false } = settings;
  const folder = lockDataFolder(dataDir);
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
    const sender = { from: mailFrom, replyTo: mailReplyTo };
    const dkimKey = dkim && (await loadDkimKey(dkim));
    const mail = smtpUrl ? emailChannel({ smtpUrl, ...sender, dkim: dkimKey }) : undefined;
    const channels = {
      email: mail ?? outboxChannel({ dir: outboxDir, ...sender }),
      ...(telegram && { telegram: telegramChannel(telegram) }),
      ...(webhook && { webhook: webhookChannel({ ...webhook, clock }) }),
    };
    const household = homeHousehold(anchor);
    await noteStart(dir, { household, documents, recordings, acceptLoss });
    return {
      documents,
      recordings,
      anchor,
      speech: preparedSpeech(fliteSpeech(), prepareInWorker(SPEECH_LIMITS)),
      mail,
      channel: channelByAddress(channels),
      channels: Object.keys(channels) as Channel[],
      telegram,
      vapid,
      post: httpsPost(),
      outboxDir,
      async freeSpace() {
        const { bavail, bsize } = await statfs(dir);
        return bavail * bsize;
      },
      clock,
      uptime: () => seconds(uptime()),
      boot: bootOf(BOOT_ID),
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

/** Linux makes an id at each start of the machine. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** The first twelve digits of the id, which a number holds exactly. */
function bootOf(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'utf8').replaceAll('-', '').slice(0, 12), 16) || 0;
  } catch {
    return 0;
  }
}
