import type { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';

/** Where and how to connect, as a URL said it. */
export type SmtpSettings = SMTPTransport.Options;

/** An error as nodemailer gives it. */
export type SmtpError = {
  code?: string | undefined;
  /** The system's code beneath it, such as ECONNREFUSED. */
  originalCode?: string | undefined;
  command?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
};

/** A connection to a mail server that took the login, if there is one. */
export type SmtpSession = {
  /** Whether the server takes addresses with letters other than ASCII before the @ (RFC 6531). */
  takesUtf8: boolean;
  /** Sends one mail in one transaction. Gives the server's reply, or throws an {@link SmtpError}. */
  send(envelope: SMTPConnection.Envelope, mail: Readable): Promise<string>;
};

/** nodemailer has no public list of what the server can do. */
type Connection = SMTPConnection & { _supportedExtensions?: string[] };

/**
 * Connects, logs in if the settings name a user and the server lets users log in, and hands the session over. In the end
 * it closes the connection. Throws an {@link SmtpError}: its code is `EABORT` if `overtime` began.
 */
export async function withSession<Result>(
  settings: SmtpSettings,
  overtime: AbortSignal,
  use: (session: SmtpSession) => Promise<Result>,
): Promise<Result> {
  // Never a log, whatever the URL says: nodemailer's contains the mails.
  const options = { ...settings, logger: false, debug: false, transactionLog: false };
  const connection = new SMTPConnection(options) as Connection;
  let abort = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    connection.on('error', reject);
    abort = () => reject(Object.assign(new Error('Timed out'), { code: 'EABORT' }));
    if (overtime.aborted) abort();
    else overtime.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([ended, login(connection, settings).then(() => use(sessionOn(connection)))]);
  } finally {
    connection.close();
    // The signal lives until its time is over, and would keep the connection and the mail in memory until then.
    overtime.removeEventListener('abort', abort);
  }
}

async function login(connection: Connection, settings: SmtpSettings): Promise<void> {
  await answerOf(done => connection.connect(done));
  const { auth, authMethod, forceAuth } = settings;
  if (!auth || !(connection.allowsAuth || forceAuth)) return;
  const credentials = { ...(auth as SMTPConnection.Credentials), method: authMethod };
  await answerOf<boolean>(done => connection.login(credentials, done));
}

const sessionOn = (connection: Connection): SmtpSession => ({
  // There is no other way to ask. If the list is missing, the address is refused and not sent to a server that may not
  // read it.
  takesUtf8: connection['_supportedExtensions']?.includes('SMTPUTF8') ?? false,
  async send(envelope, mail) {
    const sent = await answerOf<SMTPConnection.SentMessageInfo>(done =>
      connection.send(envelope, mail, done),
    );
    return sent.response;
  },
});

const answerOf = <Answer>(ask: (done: (error?: Error | null, answer?: Answer) => void) => void) =>
  new Promise<Answer>((resolve, reject) =>
    ask((error, answer) => (error ? reject(error) : resolve(answer as Answer))),
  );
