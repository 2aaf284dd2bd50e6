import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** One SMTP transaction as the server saw it. */
export type Received = { from: string; to: string[]; raw: Buffer };

export type SmtpPeer = { url: string; received: Received[]; stop: () => Promise<void> };

/** An SMTP reply that smtp-server sends when a handler answers with it. */
export const reply = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A real SMTP server on this machine; it takes everything unless the options say otherwise. */
export async function startSmtpPeer(options: SMTPServerOptions = {}): Promise<SmtpPeer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
        });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up in the middle is what some tests are about.
  server.on('error', () => {});
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}

export type Script = {
  url: string;
  heard: () => string;
  /** Settles once the server does not answer, where its script says `hang`. */
  hangs: Promise<void>;
  hungUp: Promise<void>;
  stop: () => Promise<void>;
};

/**
 * A server that follows a script, for what no well-behaved server does: `answers` maps what a line from the client
 * begins with to the reply, `hang` (never answer), or `die` (cut the connection). `''` stands for the greeting and
 * `body` for the first bytes after DATA, `.` for the line that ends the message. `hello` is for the first bytes after it
 * agreed to STARTTLS: these are no lines, but chance can put the end of a line among them.
 */
export async function startScriptedPeer(answers: Record<string, string>): Promise<Script> {
  const script: Record<string, string> = {
    '': '220 peer ESMTP',
    EHLO: '250 peer',
    MAIL: '250 ok',
    RCPT: '250 ok',
    DATA: '354 go on',
    '.': '250 queued',
    QUIT: '221 bye',
    hello: 'hang',
    ...answers,
  };
  const sockets = new Set<Socket>();
  let heard = '';
  let hungUp = () => {};
  let hanging = () => {};
  const hangs = new Promise<void>(resolve => (hanging = resolve));
  const closed = new Promise<void>(resolve => (hungUp = resolve));
  const server: Server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', hungUp);
    let inData = false;
    let isSecured = false;
    let rest = '';
    const act = (cue: string): void => {
      const answer = script[cue] ?? '250 ok';
      if (answer === 'die') socket.destroy();
      else if (answer === 'hang') hanging();
      else socket.write(`${answer}\r\n`);
      if (cue === 'DATA' && answer.startsWith('354')) inData = true;
      if (cue === 'STAR' && answer.startsWith('220')) isSecured = true;
    };
    socket.on('data', chunk => {
      heard += chunk.toString('latin1');
      if (isSecured) return act('hello');
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0 && !socket.destroyed; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (!inData) act(line.slice(0, 4).toUpperCase());
        else if (line === '.') {
          inData = false;
          act('.');
        } else if (script['body'] !== undefined) {
          act('body');
          delete script['body'];
        }
      }
    });
    act('');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    hangs,
    hungUp: closed,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
