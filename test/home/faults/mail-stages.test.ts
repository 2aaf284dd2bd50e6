import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SMTPServerOptions } from 'smtp-server';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { minutes } from '../../../core/household/instant.ts';
import { emailChannel } from '../../../adapters/smtp/smtp-channel.ts';
import { aContact } from '../../support/builders/builders.ts';
import { type MailHomeServer, startMailHomeServer } from '../../support/home/mail-home-server.ts';
import { reply, type SmtpPeer, startScriptedPeer, startSmtpPeer } from '../../support/peers/smtp-peer.ts';
import { until } from '../../support/until.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';

const FIRST = 'anna@example.org';
const SECOND = 'anna@work.example';

let at: MailHomeServer;
let stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  at = await startMailHomeServer();
  const addresses = [FIRST, SECOND].map(address => ({ channel: 'email' as const, address }));
  await at.phone.putContact(aContact({ addresses }));
});
afterAll(() => at.stop());
const timeOut = timeOutByHand();
afterEach(async () => {
  await Promise.all(stops.map(stop => stop()));
  stops = [];
});

type Server = { url: string; received: SmtpPeer['received'] };

/** A real mail server with these handlers. */
const server =
  (options: SMTPServerOptions = {}) =>
  async (): Promise<Server> => {
    const peer = await startSmtpPeer(options);
    stops.push(peer.stop);
    return peer;
  };

/** A server that follows a script, and counts what it got after DATA. */
const script =
  (answers: Record<string, string>, hangs = false) =>
  async (): Promise<Server> => {
    const peer = await startScriptedPeer(answers);
    stops.push(peer.stop);
    if (hangs) void peer.hangs.then(timeOut);
    return {
      url: peer.url,
      get received() {
        const [, ...mails] = peer.heard().split('DATA\r\n');
        return mails.map(raw => ({ from: '', to: [], raw: Buffer.from(raw) }));
      },
    };
  };

/** Refuses at RCPT, for the one address. */
const rcpt = (refused: string, error: Error): SMTPServerOptions => ({
  onRcptTo: ({ address }, _session, done) => done(address === refused ? error : undefined),
});
const slowly = async (done: () => void): Promise<void> => {
  await setTimeout(300);
  done();
};

/** What an owner sees in the end; `to`: the addresses whose server took the mail. */
type End = { state: MessageView['state']; code: string; to: string[] };
const delivered = (to: string): End => ({ state: 'delivered', code: 'taken', to: [to] });
const failed: End = { state: 'failed', code: 'refused', to: [] };
const unknown: End = { state: 'unknown', code: 'went-quiet', to: [] };

type Row = { start: () => Promise<Server>; end: End; first?: string };

/** What a mail server does, as docs/channels.md says it. `first`: the code of the first attempt where it is tried again. */
const ROWS: Record<string, Row> = {
  'takes the mail': { start: server(), end: delivered(FIRST) },
  'takes it, each answer after a pause (tarpit)': {
    start: server({
      onConnect: (_session, done) => void slowly(done),
      onMailFrom: (_address, _session, done) => void slowly(done),
      onRcptTo: (_address, _session, done) => void slowly(done),
    }),
    end: delivered(FIRST),
  },
  'refuses the first address at RCPT, 5xx': {
    start: server(rcpt(FIRST, reply(550, 'No such user'))),
    end: delivered(SECOND),
  },
  'refuses every address at RCPT, 5xx': {
    start: server({ onRcptTo: (_address, _session, done) => done(reply(550, 'No such user')) }),
    end: failed,
  },
  'refuses the sender at MAIL, 5xx': {
    start: server({ onMailFrom: (_address, _session, done) => done(reply(550, 'Not from you')) }),
    end: failed,
  },
  'refuses the mail after DATA, 5xx': { start: script({ '.': '554 5.7.1 not this' }), end: failed },
  'refuses at the connection, 4xx or 5xx': {
    start: script({ '': '554 no service' }),
    first: 'try-later',
    end: delivered(FIRST),
  },
  'refuses EHLO and HELO': {
    start: script({ EHLO: '550 no', HELO: '550 no' }),
    first: 'try-later',
    end: delivered(FIRST),
  },
  'refuses the sender for now at MAIL, 4xx': {
    start: server({ onMailFrom: (_address, _session, done) => done(reply(451, 'Later')) }),
    first: 'try-later',
    end: delivered(FIRST),
  },
  'refuses the first address for now at RCPT, 4xx (greylisting)': {
    start: server(rcpt(FIRST, reply(450, 'Greylisted'))),
    first: 'try-later',
    end: delivered(FIRST),
  },
  'refuses DATA for now, 4xx': {
    start: script({ DATA: '451 later' }),
    first: 'try-later',
    end: delivered(FIRST),
  },
  'refuses the mail for now after DATA, 4xx': {
    start: script({ '.': '452 disk full' }),
    first: 'try-later',
    end: delivered(FIRST),
  },
  'hangs, or drops the connection, before the mail': {
    start: script({ RCPT: 'hang' }, true),
    first: 'timed-out',
    end: delivered(FIRST),
  },
  'hangs after DATA': { start: script({ '.': 'hang' }, true), end: unknown },
  'drops the connection in the middle of the mail': { start: script({ body: 'die' }), end: unknown },
  'drops the connection after DATA': { start: script({ '.': 'die' }), end: unknown },
};

describe('a mail server, and what becomes of a message to a contact with two addresses', () => {
  test.each(Object.entries(ROWS))(
    'a message to a contact with two addresses ends as documented at a mail server that %s',
    async (_does, { start, first, end }) => {
      const peer = await start();
      const tookBefore = at.smtp.received.length;
      at.mailBy(emailChannel({ smtpUrl: peer.url, from: 'home@example.org' }));
      await at.phone.release(await at.dictate());

      if (first !== undefined) {
        const waiting = await at.phone.untilHappened('not-taken');
        expect(waiting.state).toBe('released');
        expect(waiting.history.at(-1)).toMatchObject({ outcome: { code: first } });
        // Now a server that takes everything.
        at.mailBy(emailChannel({ smtpUrl: at.smtp.url, from: 'home@example.org' }));
        at.pass(minutes(2));
      }
      const ended = await at.phone.until(end.state);
      expect(ended.outcome).toMatchObject({ code: end.code });
      const taken = [...peer.received, ...at.smtp.received.slice(tookBefore)].filter(
        ({ to }) => to.length > 0,
      );
      expect(taken.flatMap(({ to }) => to)).toEqual(end.to);

      // What is over stays over, whatever time passes. A phone may still be told of the end.
      const handedOver = peer.received.length;
      if (end === unknown) expect(handedOver).toBe(1);
      at.pass(minutes(120));
      await until(() => {
        const due = at.adapters.documents.due(at.adapters.clock(), 1_000);
        return !due.some(({ id }) => id === ended.id);
      });
      expect(peer.received).toHaveLength(handedOver);
    },
  );

  test('docs/channels.md has a row for each tested behaviour of a mail server, and no other', () => {
    const doc = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'channels.md'), 'utf8');
    const [, email = ''] = doc.split(/^### Email$/m);
    const [section = ''] = email.split(/^#/m);
    const rows = [...section.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell]) => cell).slice(2);
    expect(rows).toEqual(Object.keys(ROWS));
  });
});
