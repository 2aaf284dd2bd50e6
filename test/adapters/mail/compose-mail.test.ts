import { describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { composeMail } from '../../../adapters/mail/compose-mail.ts';
import { writeMail } from '../../../adapters/mail/write-mail.ts';
import type { HouseholdId, MessageId } from '../../../core/household/ids.ts';
import type { Delivery } from '../../../services/ports/channel.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';

const audio = Uint8Array.of(1, 2, 3);
const sender = { from: 'home@example.net' };
const stop = { url: 'https://home.example.net/stop/to.ken', isFirst: false };
const recorded = (mediaType: string) => aDelivery({ recording: { audio, mediaType, duration: 900 } });
const dictated = (transcript: string) =>
  aDelivery({ recording: { audio, mediaType: 'audio/mpeg', duration: 900, transcript } });
/** The mail as a mail program reads it. */
const received = async (delivery: Delivery, from: Parameters<typeof composeMail>[1] = sender) =>
  simpleParser(await writeMail(composeMail(delivery, from)));

test.each([
  ['audio/wav', 'message.wav', 'audio/wav'],
  ['audio/webm;codecs=opus', 'message.webm', 'audio/webm'],
  ['Audio/Ogg', 'message.ogg', 'audio/ogg'],
  ['audio/mp4', 'message.m4a', 'audio/mp4'],
  ['text/html\r\nX-Evil: 1', 'message.bin', 'application/octet-stream'],
  ['', 'message.bin', 'application/octet-stream'],
])('a recording of type %j is attached as %s', (given, name, mediaType) => {
  expect(composeMail(recorded(given), sender).attachment).toEqual({ name, mediaType, content: audio });
});

describe('whom a mail is from', () => {
  const named = aDelivery({ from: { household: 'the Müller household' }, stop });

  test('a household with a name is the sender, and stands in the subject and in both texts', async () => {
    const { from, subject, text, html } = await received(named);
    expect(from?.value).toEqual([{ name: 'The Müller household', address: 'home@example.net' }]);
    expect(subject).toBe('A voice message from the Müller household');
    for (const body of [text, html]) {
      expect(body).toContain('The Müller household dictated a voice message for you.');
      expect(body).toContain('Stop messages from the Müller household');
    }
  });

  test('a household without a name is known by its address, and the mail says what to do if that is strange', async () => {
    const { from, subject, text, html } = await received(aDelivery());
    expect(from?.value).toEqual([{ name: '', address: 'home@example.net' }]);
    expect(subject).toBe('A voice message for Anna');
    for (const body of [text, html])
      for (const part of [
        'Somebody at home@example.net dictated a voice message for you.',
        'If you don’t know the address, ask before you play it.',
      ])
        expect(body).toContain(part);
  });

  test('answers go to the address that is given for them', async () => {
    const { replyTo } = await received(named, { ...sender, replyTo: 'anna@example.net' });
    expect(replyTo?.text).toBe('anna@example.net');
    expect((await received(named)).replyTo).toBeUndefined();
  });

  test.each(['home@example.net', 'Our household <home@example.net>', '"Our, household" <home@example.net>'])(
    'a mail from %s has the bare address as its envelope sender',
    from => {
      const mail = composeMail(aDelivery(), { from });
      expect(mail.envelope.from).toBe('home@example.net');
      expect(mail.messageId).toMatch(/@example\.net>$/);
    },
  );

  test('a name in MAIL_FROM stands for a household without one', async () => {
    const { from } = await received(aDelivery(), { from: '"Our, household" <home@example.net>' });
    expect(from?.value).toEqual([{ name: 'Our, household', address: 'home@example.net' }]);
  });

  test('a name of a household cannot add a header or another sender', async () => {
    const household = 'Eve\r\nBcc: eve@example.com\r\n\r\n" <eve@example.com>, x';
    const { from, headers, html } = await received(aDelivery({ from: { household } }));
    expect(from?.value.map(({ address }) => address)).toEqual(['home@example.net']);
    expect(headers.has('bcc')).toBe(false);
    expect(html).toContain('&lt;eve@example.com&gt;');
  });
});

describe('whom a mail is to', () => {
  const to = (name: string, address = 'anna@example.org') =>
    aDelivery({ to: { name, channel: 'email', address }, from: { household: name } });

  test.each([
    'Anna\r\nBcc: eve@example.com',
    'Anna\u2028Bcc: eve@example.com',
    'Anna" <eve@example.com>, "',
    'Anna, eve@example.com',
    '<script>alert(1)</script>',
  ])('the name %j of a contact and household adds no header, recipient, sender or element', async name => {
    for (const address of ['anna@example.org', '"a@b.example, c"@example.org', '"a\\"b"@example.org']) {
      const mail = await received(to(name, address));
      const [recipients, senders] = [[mail.to].flat(), [mail.from]].map(heads =>
        heads.flatMap(head => head?.value ?? []),
      );
      expect(recipients?.map(one => one.address)).toEqual([address]);
      expect(senders?.map(one => one.address)).toEqual(['home@example.net']);
      expect(mail.headers.has('bcc')).toBe(false);
      expect(mail.html).not.toMatch(/<script/);
    }
  });

  test('a name that has the form of an encoded word is not decoded to another name', async () => {
    const mail = await received(to('=?utf-8?q?Your_bank?='));
    for (const text of [mail.from?.text, [mail.to].flat()[0]?.text, mail.subject])
      expect(text).toContain('= ?utf-8?q?Your_bank?=');
  });
});

describe('what a mail says of its recording', () => {
  test('the mail of a dictated message contains the transcript and says that the voice is a computer’s', async () => {
    const { text, html } = await received(aDelivery());
    for (const body of [text, html]) {
      expect(body).toContain('“Dinner is at seven.”');
      expect(body).toContain('a computer’s voice');
    }
  });

  test('the mail of a recorded voice does not call it a computer’s', async () => {
    const { text, html } = await received(recorded('audio/webm'));
    for (const body of [text, html]) {
      expect(body).not.toContain('computer');
      expect(body).toContain('(1 second)');
    }
  });

  test('a transcript cannot add an element to the mail or end the signature of its text', async () => {
    const words = '</blockquote><script>alert(1)</script><a href="https://eve.example">&amp; "x\'';
    const { text, html } = await received(dictated(words));
    expect(text).toContain(`“${words}”`);
    expect(html).not.toMatch(/<script|<a /);
    expect(html).toContain('&lt;/blockquote&gt;&lt;script&gt;alert(1)');
    expect(html).toContain('&amp;amp; &quot;x&#39;');
  });

  test('the HTML loads nothing, runs nothing, and has colours for light and dark', () => {
    const { html } = composeMail(aDelivery({ stop }), sender);
    expect(html).not.toMatch(/<script|<img|<link|url\(|src=|@import/);
    expect(html.match(/https?:\/\/[^"]*/g)).toEqual([stop.url]);
    expect(html).toContain('<meta name="color-scheme" content="light dark" />');
    expect(html).toMatch(
      /@media \(prefers-color-scheme: dark\) \{[^]*\.card \{ background-color: #1c2022 !important/,
    );
  });
});

describe('how a recipient stops messages', () => {
  const headersOf = (url: string | null) =>
    composeMail(aDelivery({ stop: { url, isFirst: false } }), sender).headers;

  test('a mail program shows a button of its own, with one click over https', () => {
    expect(headersOf(stop.url)).toMatchObject({
      'List-Unsubscribe': `<${stop.url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  test('a page without https gets no one-click request, which RFC 8058 forbids', () => {
    expect(headersOf('http://home.example.net/stop/t')).toEqual({
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': '<http://home.example.net/stop/t>',
    });
  });

  test('a mail without a page to stop messages promises none', async () => {
    expect(headersOf(null)).toEqual({ 'Auto-Submitted': 'auto-generated' });
    const { text, html } = await received(aDelivery({ stop: { url: null, isFirst: true } }));
    for (const body of [text, html]) {
      expect(body).toContain('to stop such messages, answer this mail and say so.');
      expect(body).not.toContain('the link');
    }
  });

  test('the first message says in one sentence what this is and how to stop it, and later ones do not', async () => {
    const first = await received(aDelivery({ stop: { ...stop, isFirst: true } }));
    const later = await received(aDelivery({ stop }));
    for (const [one, other] of [
      [first.text, later.text],
      [first.html, later.html],
    ]) {
      expect(one).toMatch(/This is the first message to you through Second Yes, [^.]*; to stop [^.]*\./);
      expect(other).not.toContain('first message');
      expect(other).toContain(stop.url);
    }
  });
});

test('a message keeps its Message-ID in each attempt, and another message, address or household has another', () => {
  const idOf = (more: Partial<Delivery> = {}) => composeMail(aDelivery(more), sender).messageId;
  const to = (address: string) => ({ name: 'Anna', channel: 'email', address }) as const;
  expect(idOf({ claim: 'another claim' })).toBe(idOf());
  const ids = [
    idOf(),
    idOf({ message: 'another' as MessageId }),
    idOf({ to: to('anna@work.example') }),
    idOf({ household: 'another' as HouseholdId }),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^<[\w-]{43}@example\.net>$/);
});

test('every line of a mail ends with CRLF, and none is longer than SMTP takes', async () => {
  const words = `${'A very long sentence, with ümläuts. '.repeat(80)}\n.\n..\nx\r.\r\r\ny`;
  const mail = (await writeMail(composeMail({ ...dictated(words), stop }, sender))).toString('latin1');
  expect(mail.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...mail.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998);
});
