import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Resolver } from 'node:dns';
import { getEventListeners } from 'node:events';
import { simpleParser } from 'mailparser';
import { emailChannel } from '../../../adapters/smtp/smtp-channel.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';
import { freePort } from '../../support/free-port.ts';
import { reply, startScriptedPeer, startSmtpPeer } from '../../support/peers/smtp-peer.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';

const from = 'Our household <home@example.net>';
const timeOut = timeOutByHand();
let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.map(stop => stop()));
  stops = [];
});

async function smtpPeer(options?: Parameters<typeof startSmtpPeer>[0]) {
  const peer = await startSmtpPeer(options);
  stops.push(peer.stop);
  return peer;
}

/** With the certificate that smtp-server brings along, and without its warning that it is everybody's. */
async function untrustedPeer(options: Parameters<typeof startSmtpPeer>[0]) {
  const warning = jest.spyOn(console, 'error').mockImplementation(() => {});
  const peer = await smtpPeer(options);
  warning.mockRestore();
  return peer;
}

async function scriptedPeer(answers: Record<string, string>) {
  const peer = await startScriptedPeer(answers);
  stops.push(peer.stop);
  return peer;
}

describe('a mail that is taken', () => {
  test('a mail goes to its address in one transaction, with the recording attached byte for byte', async () => {
    const peer = await smtpPeer();
    const delivery = aDelivery();

    const attempt = await emailChannel({ smtpUrl: peer.url, from }).send(delivery);

    expect(attempt).toMatchObject({ result: 'taken', outcome: { code: 'taken' } });
    expect(peer.received).toHaveLength(1);
    const { raw, to, from: sender } = peer.received[0]!;
    const mail = await simpleParser(raw);
    expect(sender).toBe('home@example.net');
    expect(to).toEqual(['anna@example.org']);
    expect(mail.attachments).toHaveLength(1);
    expect(mail.attachments[0]).toMatchObject({ filename: 'message.wav', contentType: 'audio/wav' });
    expect(sha256(mail.attachments[0]!.content)).toBe(sha256(delivery.recording.audio));
  });

  test('nothing waits for the time of an attempt to be over once the mail is taken', async () => {
    const { signal } = new AbortController();
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(signal);
    const peer = await smtpPeer();
    await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery());
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('a mail names its sender and its recipient and contains the transcript', async () => {
    const peer = await smtpPeer();

    await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery());

    const mail = await simpleParser(peer.received[0]!.raw);
    expect(mail.from?.text).toBe('"Our household" <home@example.net>');
    expect(mail.subject).toBe('A voice message for Anna');
    expect(mail.text).toContain('Dinner is at seven.');
    expect(mail.text).toContain('4 seconds');
  });

  test("a contact's name cannot add a header to the mail", async () => {
    const peer = await smtpPeer();
    const to = { ...aDelivery().to, name: 'Anna\r\nBcc: eve@example.com\r\n\r\n<b>"' };

    await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery({ to }));

    const { raw, to: recipients } = peer.received[0]!;
    const mail = await simpleParser(raw);
    expect(mail.headers.has('bcc')).toBe(false);
    expect(recipients).toEqual(['anna@example.org']);
    expect(mail.subject).toBe('A voice message for Anna Bcc: eve@example.com <b>"');
  });

  test('the channel logs in if SMTP_URL names a user', async () => {
    const logins: unknown[] = [];
    const peer = await smtpPeer({
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        logins.push(username, password);
        done(null, { user: username });
      },
    });

    const attempt = await emailChannel({ smtpUrl: withLogin(peer.url), from }).send(aDelivery());

    expect(attempt.result).toBe('taken');
    expect(logins).toEqual(['household', 'pass phrase']);
  });
});

describe('a mail that is refused', () => {
  test("a mail that every address refuses with 5xx is refused, with the server's reply", async () => {
    const peer = await smtpPeer({
      onRcptTo: (_address, _session, done) => done(reply(550, 'No such user')),
    });
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toEqual({
      result: 'refused',
      outcome: { code: 'refused', service: 'mail-server', reply: '550 No such user' },
    });
  });

  test('a mail whose content is refused with 5xx is refused', async () => {
    const peer = await scriptedPeer({ '.': '554 5.7.1 not this' });
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toMatchObject({
      result: 'refused',
      outcome: { code: 'refused', reply: expect.stringContaining('not this') },
    });
  });

  test('a mail whose sender is refused with 5xx is refused', async () => {
    const peer = await scriptedPeer({ MAIL: '550 we do not know you' });
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toMatchObject({
      result: 'refused',
    });
  });

  test('a mail that is too large is refused before a byte of it is sent', async () => {
    const peer = await scriptedPeer({ EHLO: '250-peer\r\n250 SIZE 1000' });
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toMatchObject({
      result: 'refused',
      outcome: { code: 'too-large' },
    });
    expect(peer.heard()).not.toContain('DATA');
  });
});

describe('A mail server between which and the home server somebody changes what is said', () => {
  /** Leads to this machine, and is none of the names that count as this machine. */
  const elsewhere = (url: string) => withLogin(url).replace('127.0.0.1', '0.0.0.0');

  test.each([
    ['hides STARTTLS', { STAR: '502 no such command' }, 'no-secure-connection'],
    ['refuses STARTTLS for now', { EHLO: '250 STARTTLS', STAR: '454 not now' }, 'no-secure-connection'],
    ['knows only HELO, which has no STARTTLS', { EHLO: '500 no', HELO: '250 peer' }, 'try-later'],
  ])('no login and no word of a mail goes to a server that %s', async (_what, answers, code) => {
    const peer = await scriptedPeer({ EHLO: '250-peer\r\n250 AUTH PLAIN LOGIN', AUTH: '235 ok', ...answers });
    for (const url of [elsewhere(peer.url), `${elsewhere(peer.url)}/?opportunisticTLS=true`])
      expect(await emailChannel({ smtpUrl: url, from }).send(aDelivery())).toMatchObject({
        result: 'not-taken',
        outcome: { code },
      });
    expect(peer.heard()).not.toMatch(/AUTH|MAIL|RCPT|DATA/);
  });

  test.each([
    ['says nothing more', 'hang', 'timed-out'],
    ['goes on in the clear', '250 ok', 'no-secure-connection'],
  ])(
    'no login and no word of a mail goes to a server that agrees to STARTTLS and %s',
    async (_what, hello, code) => {
      for (const query of ['', '/?opportunisticTLS=true']) {
        const peer = await scriptedPeer({
          EHLO: '250-peer\r\n250 AUTH PLAIN LOGIN',
          STAR: '220 go on',
          hello,
        });
        const attempt = emailChannel({ smtpUrl: `${elsewhere(peer.url)}${query}`, from }).send(aDelivery());
        if (hello === 'hang') await peer.hangs.then(timeOut);
        expect(await attempt).toMatchObject({ result: 'not-taken', outcome: { code } });
        expect(peer.heard()).not.toMatch(/AUTH|MAIL|RCPT|DATA/);
      }
    },
  );

  test('a server without TLS gets mails if the URL says ignoreTLS', async () => {
    const peer = await smtpPeer();
    const attempt = await emailChannel({
      smtpUrl: `${peer.url.replace('127.0.0.1', '0.0.0.0')}/?ignoreTLS=true`,
      from,
    }).send(aDelivery());
    expect(attempt.result).toBe('taken');
  });

  test('a server without TLS gets mails if it is on this machine', async () => {
    const peer = await smtpPeer();
    for (const host of ['127.0.0.1', 'localhost'])
      expect(
        await emailChannel({ smtpUrl: peer.url.replace('127.0.0.1', host), from }).send(aDelivery()),
      ).toMatchObject({ result: 'taken' });
  });

  test('the name localhost is not looked up in the DNS, where somebody on the wire could answer', async () => {
    const asked = jest
      .spyOn(Resolver.prototype, 'resolve4')
      .mockImplementation(((_host: string, done: (error: null, addresses: string[]) => void) =>
        done(null, ['127.0.0.9'])) as never);
    const peer = await smtpPeer();
    const smtpUrl = peer.url.replace('127.0.0.1', 'LOCALHOST');
    expect(await emailChannel({ smtpUrl, from }).send(aDelivery())).toMatchObject({ result: 'taken' });
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  test.each(['no', 'false'])('TLS is required where the URL says ignoreTLS=%s', async said => {
    const peer = await scriptedPeer({ EHLO: '250 peer', STAR: '502 no such command' });
    const smtpUrl = `${elsewhere(peer.url)}/?ignoreTLS=${said}`;
    expect(await emailChannel({ smtpUrl, from }).send(aDelivery())).toMatchObject({
      result: 'not-taken',
      outcome: { code: 'no-secure-connection' },
    });
  });
});

describe('a mail that was clearly not taken', () => {
  test.each([
    ['a greeting that refuses', { '': '554 no service' }, 'try-later'],
    ['a greeting that asks to wait', { '': '421 busy' }, 'try-later'],
    ['a sender refused for now', { MAIL: '451 later' }, 'try-later'],
    ['a missing login', { MAIL: '530 5.7.0 Authentication required' }, 'login-refused'],
    ['a recipient refused for now', { RCPT: '450 greylisted' }, 'try-later'],
    ['DATA refused for now', { DATA: '451 later' }, 'try-later'],
    ['the message refused for now', { '.': '452 disk full' }, 'try-later'],
    ['the server closing down instead of confirming', { '.': '421 closing' }, 'try-later'],
    ['a connection cut at the greeting', { '': 'die' }, 'not-reached'],
    ['a connection cut at EHLO', { EHLO: 'die', HELO: 'die' }, 'not-reached'],
    ['a connection cut at the recipient', { RCPT: 'die' }, 'not-reached'],
    ['a connection cut at DATA', { DATA: 'die' }, 'not-reached'],
  ])('a mail is not taken after %s', async (_what, answers, code) => {
    const peer = await scriptedPeer(answers);
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toMatchObject({
      result: 'not-taken',
      outcome: { code },
    });
  });

  test("a mail is not taken if nobody listens at the server's port", async () => {
    expect(
      await emailChannel({ smtpUrl: `smtp://127.0.0.1:${await freePort()}`, from }).send(aDelivery()),
    ).toEqual({
      result: 'not-taken',
      outcome: { code: 'not-reached', service: 'mail-server', cause: 'ECONNREFUSED' },
    });
  });

  test("a mail is not taken if the server's name does not exist", async () => {
    const attempt = await emailChannel({ smtpUrl: 'smtp://mail.invalid', from }).send(aDelivery());
    expect(attempt.result).toBe('not-taken');
  });

  test('a mail is not taken over TLS with an untrusted certificate', async () => {
    const peer = await untrustedPeer({ secure: true });
    expect(
      await emailChannel({ smtpUrl: peer.url.replace('smtp:', 'smtps:'), from }).send(aDelivery()),
    ).toMatchObject({ result: 'not-taken', outcome: { code: 'no-secure-connection' } });
  });

  test('a mail is not taken over STARTTLS with an untrusted certificate', async () => {
    const peer = await untrustedPeer({ disabledCommands: [] });
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toMatchObject({
      result: 'not-taken',
      outcome: { code: 'no-secure-connection' },
    });
    expect(peer.received).toEqual([]);
  });

  test('a refused login is not-taken, without the password even if the server repeats it', async () => {
    const peer = await smtpPeer({
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) => done(reply(535, `5.7.8 wrong password ${password}`)),
    });
    const attempt = await emailChannel({ smtpUrl: withLogin(peer.url), from }).send(aDelivery());
    expect(attempt).toEqual({
      result: 'not-taken',
      outcome: { code: 'login-refused', service: 'mail-server', reply: '535 5.7.8 wrong password …' },
    });
  });

  test.each([
    ['greeting', { '': 'hang' }],
    ['recipient', { RCPT: 'hang' }],
    ['DATA', { DATA: 'hang' }],
  ])(
    'a mail is not taken if the server hangs at the %s, and the connection is closed',
    async (_what, answers) => {
      const peer = await scriptedPeer(answers);
      void peer.hangs.then(timeOut);
      expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toEqual({
        result: 'not-taken',
        outcome: { code: 'timed-out', service: 'mail-server' },
      });
      await peer.hungUp;
    },
  );
});

describe('a mail of which nobody can say whether it arrived', () => {
  const large = aDelivery({
    recording: { audio: new Uint8Array(4_000_000), mediaType: 'audio/wav', duration: 1 },
  });

  test.each([
    ['the connection is cut in the middle of the message', { body: 'die' }, aDelivery()],
    ['the connection is cut in the middle of a large message', { body: 'die' }, large],
    ['the connection is cut instead of the confirmation', { '.': 'die' }, aDelivery()],
    ['the answer to the message is no SMTP', { '.': 'hello there' }, aDelivery()],
  ])('a mail is unclear if %s', async (_what, answers, delivery) => {
    const peer = await scriptedPeer(answers);
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(delivery)).toMatchObject({
      result: 'unclear',
      outcome: { code: 'went-quiet' },
    });
  });

  test('a mail is unclear if the confirmation does not come in time, and the connection is closed', async () => {
    const peer = await scriptedPeer({ '.': 'hang' });
    void peer.hangs.then(timeOut);
    expect(await emailChannel({ smtpUrl: peer.url, from }).send(aDelivery())).toMatchObject({
      result: 'unclear',
      outcome: { code: 'went-quiet' },
    });
    await peer.hungUp;
  });
});

test('an unusable SMTP_URL is refused at once, without repeating its content', () => {
  expect(() => emailChannel({ smtpUrl: 'household:secret@mail', from })).toThrow(
    /^SMTP_URL must look like smtp:\/\/user:password@mail\.example\.org:587\.$/,
  );
});

const withLogin = (url: string): string => url.replace('smtp://', 'smtp://household:pass%20phrase@');
