import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { composeMail } from '../../../adapters/mail/compose-mail.ts';
import { writeMail } from '../../../adapters/mail/write-mail.ts';
import type { Delivery } from '../../../services/ports/channel.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';

/** Debian's package `spamassassin`. Without it these tests are skipped. */
const isThere = spawnSync('spamassassin', ['--version']).status === 0;

/** What the receiving server puts before a mail; without it the rules judge a mail that nobody sent. */
const TRACE = [
  'Return-Path: <home@example.net>',
  'Received: from mail.example.net (mail.example.net [93.184.216.34])',
  '\tby mx.example.org with ESMTPS id 1 for <anna@example.org>; Mon, 2 Nov 2026 12:00:00 +0000',
  '',
].join('\r\n');

const audio = new Uint8Array(20_000).map((_, i) => (i * 31) % 256);
const stop = { url: 'https://home.example.net/stop/household.email.digest.mac', isFirst: true };
const recording = { audio, mediaType: 'audio/mpeg', duration: 12_000 };

const MAILS: [string, Partial<Delivery>][] = [
  ['a first dictated message', { from: { household: 'the Miller household' }, stop }],
  [
    'a later recorded message',
    { from: { household: 'the Millers' }, stop: { ...stop, isFirst: false }, recording },
  ],
  ['a household without a name or a page to stop messages', { recording }],
  [
    'words that spam has too, and names of other letters',
    {
      to: { name: 'Zoë Müller', channel: 'email', address: 'zoe@example.org' },
      from: { household: 'the Łukasz & Zoë household' },
      stop,
      recording: { ...recording, transcript: 'Call me back, it is urgent, and free of charge. '.repeat(25) },
    },
  ],
];

(isThere ? test : test.skip).each(MAILS)(
  'SpamAssassin’s own rules give no point to a mail with %s',
  async (_what, more) => {
    const mail = await writeMail(composeMail(aDelivery(more), { from: 'home@example.net' }));
    const judged = spawnSync('spamassassin', ['--local', '--test-mode'], {
      input: Buffer.concat([Buffer.from(TRACE), mail]),
      encoding: 'utf8',
    });
    const [, points] = /Content analysis details: +\((-?[\d.]+) points/.exec(judged.stdout) ?? [];
    expect(points).toBe('0.0');
  },
  30_000,
);
