import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** Where an SMTP exchange can break. `''` is the greeting, `body` the first bytes of the mail, `.` its end. */
const STAGES = ['', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body', '.', 'accepted'] as const;
type Stage = (typeof STAGES)[number];

/** What the sink does with the mails that come: `defers` is 4xx, `refuses` 5xx; `hangs` and `drops` at a random stage. */
export const SINK_MODES = ['takes', 'defers', 'refuses', 'hangs', 'drops'] as const;
export type SinkMode = (typeof SINK_MODES)[number];

/** What the sink saw of one mail, from DATA on. Without bytes of its own nobody can say which mail it was. */
export type SeenMail = { at: number; to: string; raw: string; accepted: boolean };

/** Stages at which a server may answer 4xx or 5xx. */
const ANSWERS: Readonly<Record<string, readonly Stage[]>> = {
  defers: ['MAIL', 'RCPT', 'DATA', '.'],
  refuses: ['RCPT', '.'],
};
const CODES = { defers: '451 later', refuses: '550 no' } as const;
const USUAL: Readonly<Record<string, string>> = { '': '220 sink', DATA: '354 go on', '.': '250 queued' };

/**
 * A mail server that takes mails, or breaks in the way that it is told. It stands outside of the home server, so its list of
 * what it saw outlives every kill.
 */
export class MailSink {
  mode: SinkMode = 'takes';
  readonly seen: SeenMail[] = [];
  readonly #random: () => number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(random: () => number) {
    this.#random = random;
    this.#server = createServer(socket => this.#talk(socket));
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #talk(socket: Socket): void {
    const { mode } = this;
    const stages = ANSWERS[mode] ?? STAGES;
    const breaksAt = stages[Math.floor(this.#random() * stages.length)];
    this.#sockets.add(socket);
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    let rest = '';
    let to = '';
    let mail: SeenMail | undefined;

    /** Answers at a stage, or breaks there. Gives whether it went on. */
    const at = (stage: Stage): boolean => {
      const breaks = mode !== 'takes' && stage === breaksAt;
      if (breaks && mode === 'drops') socket.destroy();
      if (breaks) {
        if (mode === 'defers' || mode === 'refuses') socket.write(`${CODES[mode]}\r\n`);
        return false;
      }
      // What was accepted is answered only after it could break.
      if (stage !== '.' && stage !== 'body')
        socket.write(`${(stage === 'accepted' ? USUAL['.'] : USUAL[stage]) ?? '250 ok'}\r\n`);
      return true;
    };
    const take = (line: string): void => {
      if (mail) {
        if (line !== '.') mail.raw += `${line}\n`;
        else if (at('.')) {
          mail.accepted = true;
          mail = undefined;
          at('accepted');
        } else mail = undefined;
        return;
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (command === 'DATA') {
        if (at('DATA')) this.seen.push((mail = { at: Date.now(), to, raw: '', accepted: false }));
      } else if (command === 'QUIT') socket.end('221 bye\r\n');
      else at(command as Stage);
    };
    socket.on('data', chunk => {
      if (mail && mail.raw === '' && !at('body')) {
        mail.raw += chunk.toString('latin1');
        socket.pause();
        return;
      }
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0 && !socket.destroyed; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        take(line);
      }
    });
    at('');
  }
}
