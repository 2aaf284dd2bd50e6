import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail that has arrived in whole: the time by `performance.now()`, and the mail as it was sent. */
export type Arrived = { at: number; mail: Buffer };

/** A mail server that takes every mail at once and keeps none. */
export type MailSink = {
  port: number;
  /** The next mail for this address. Ask before the mail is sent. */
  next(address: string): Promise<Arrived>;
  /** The mails that arrived and that nobody waited for: they were sent twice, or to somebody else. */
  unexpected(): number;
  stop(): void;
};

const END = Buffer.from('\r\n.\r\n');

/** smtp-server greets only after 100 ms, which would hide what the senders cost. */
export async function startMailSink(): Promise<MailSink> {
  const waiting = new Map<string, (arrived: Arrived) => void>();
  const sockets = new Set<Socket>();
  let unexpected = 0;

  function serve(socket: Socket): void {
    let heard: Buffer[] = [];
    let to = '';
    let inMail = false;
    const say = (line: string) => void socket.write(`${line}\r\n`);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.setNoDelay(true);
    socket.on('data', chunk => {
      heard.push(chunk);
      for (;;) {
        const end = inMail ? END : '\r\n';
        // A mail comes in many pieces, and its end can be only in the last two.
        const tail = Buffer.concat(heard.slice(-2));
        if (!tail.includes(end)) return;
        const all = Buffer.concat(heard);
        const until = all.indexOf(end);
        const rest = all.subarray(until + end.length);
        heard = rest.length > 0 ? [rest] : [];
        if (inMail) take(all.subarray(0, until));
        else command(all.toString('latin1', 0, until));
        if (rest.length === 0) return;
      }
    });
    say('220 sink');

    function take(mail: Buffer): void {
      inMail = false;
      const arrived = waiting.get(to);
      waiting.delete(to);
      if (arrived) arrived({ at: performance.now(), mail });
      else unexpected += 1;
      say('250 queued');
    }

    function command(line: string): void {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (verb === 'QUIT') return void socket.end('221 bye\r\n');
      inMail = verb === 'DATA';
      say(inMail ? '354 go on' : '250 ok');
    }
  }

  const server = createServer(serve);
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    next: address => new Promise(arrive => waiting.set(address, arrive)),
    unexpected: () => unexpected,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
