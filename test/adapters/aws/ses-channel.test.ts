import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { simpleParser } from 'mailparser';
import type { DeliveryChannel } from '../../../services/ports/channel.ts';
import { sesChannel } from '../../../adapters/aws/ses-channel.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';
import { jsonProblem } from '../../support/aws/aws-json.ts';
import type { Answer, Fault } from '../../support/aws/aws-wire.ts';
import { type SesPeer, startSesPeer } from '../../support/aws/ses-peer.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';

const from = 'Our household <home@example.net>';
const configurationSet = 'mails';
const timeOut = timeOutByHand();
let peer: SesPeer;
let client: SESv2Client;
let channel: DeliveryChannel;
beforeEach(async () => {
  peer = await startSesPeer(['home@example.net']);
  client = new SESv2Client(peer.wire.client);
  peer.wire.onHang = timeOut;
  channel = sesChannel({ client, from, configurationSet });
});
afterEach(async () => {
  client.destroy();
  await peer.wire.stop();
});

describe('a mail that SES takes', () => {
  test('a mail goes to its address in one SES request, with the recording attached byte for byte', async () => {
    const delivery = aDelivery();

    expect(await channel.send(delivery)).toMatchObject({ result: 'taken', outcome: { code: 'taken' } });

    expect(peer.mails).toMatchObject([{ from: 'home@example.net', to: ['anna@example.org'] }]);
    const mail = await simpleParser(peer.mails[0]!.raw);
    expect(mail.from?.text).toBe('"Our household" <home@example.net>');
    expect(mail.subject).toBe('A voice message for Anna');
    expect(mail.text).toContain('Dinner is at seven.');
    expect(mail.attachments).toMatchObject([{ filename: 'message.wav', contentType: 'audio/wav' }]);
    expect(sha256(mail.attachments[0]!.content)).toBe(sha256(delivery.recording.audio));
  });
});

test('a mail goes under its configuration set, with tags that lead a report back to household and address', async () => {
  await channel.send(aDelivery());
  expect(peer.mails).toMatchObject([
    {
      configurationSet,
      tags: {
        household: 'household-1',
        address: addressDigest({ channel: 'email', address: 'anna@example.org' }).digest,
      },
    },
  ]);
  expect(peer.mails[0]!.raw.toString()).not.toMatch(/household-1|X-SES/);
});

test('each mail goes over a connection of its own, because SES may have closed one that was kept', async () => {
  for (const expected of [1, 2, 3]) {
    expect(await channel.send(aDelivery())).toMatchObject({ result: 'taken' });
    expect(peer.mails).toHaveLength(expected);
  }
});

test('a mail that must not leave is not sent to SES', async () => {
  const halted = { result: 'not-taken', outcome: { code: 'interrupted' } } as const;
  expect(await channel.send(aDelivery({ begin: async () => halted }))).toEqual(halted);
  expect(peer.mails).toEqual([]);
});

test('an address that would need SMTPUTF8 is refused before SES sees it', async () => {
  const to = { name: 'Anna', channel: 'email', address: 'jürgen@example.org' } as const;
  expect(await channel.send(aDelivery({ to }))).toEqual({
    result: 'refused',
    outcome: { code: 'ascii-only', service: 'amazon-ses' },
  });
  expect(peer.wire.asked).toEqual([]);
});

const answered = (code: string, message = code, status = 400): Answer => jsonProblem(code, message, status);

describe('a mail that SES does not take', () => {
  test("a mail from an unverified sender is not taken, with SES's reply", async () => {
    const stranger = sesChannel({ client, from: 'stranger@example.com', configurationSet });
    expect(await stranger.send(aDelivery())).toEqual({
      result: 'not-taken',
      outcome: {
        code: 'sender-not-verified',
        service: 'amazon-ses',
        reply: expect.stringContaining('stranger@example.com'),
      },
    });
  });

  test.each<[string, string, Answer]>([
    ['not-taken', 'try-later', answered('TooManyRequestsException', 'Maximum sending rate exceeded.', 429)],
    ['not-taken', 'try-later', answered('ThrottlingException', 'Rate exceeded')],
    ['not-taken', 'try-later', answered('LimitExceededException', 'Daily quota exceeded.')],
    ['not-taken', 'try-later', answered('ServiceUnavailable', 'busy', 503)],
    ['not-taken', 'sending-paused', answered('SendingPausedException')],
    ['not-taken', 'sending-paused', answered('AccountSuspendedException')],
    ['not-taken', 'sender-not-verified', answered('MailFromDomainNotVerifiedException')],
    ['not-taken', 'access-refused', answered('AccessDeniedException', 'User is not authorized', 403)],
    ['refused', 'refused', answered('MessageRejected', 'Message contains a virus.')],
    ['refused', 'refused', answered('BadRequestException', 'Missing final @domain')],
  ])('a mail that SES refuses is %s with the code %s', async (result, code, answer) => {
    peer.wire.fail('SendEmail', answer);
    expect(await channel.send(aDelivery())).toMatchObject({ result, outcome: { code } });
    expect(peer.wire.asked).toHaveLength(1);
  });

  test('a mail is not taken if SES cannot be reached', async () => {
    await peer.wire.stop();
    expect(await channel.send(aDelivery())).toMatchObject({
      result: 'not-taken',
      outcome: { code: 'not-reached' },
    });
  });

  test('a mail is not taken if the name of SES cannot be resolved', async () => {
    const nowhere = new SESv2Client({ ...peer.wire.client, endpoint: 'http://nowhere.invalid' });
    expect(await sesChannel({ client: nowhere, from, configurationSet }).send(aDelivery())).toMatchObject({
      result: 'not-taken',
    });
    nowhere.destroy();
  });

  test('a mail is not taken without credentials to sign the request with', async () => {
    const credentials = async () => {
      throw Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
    };
    const unsigned = new SESv2Client({ ...peer.wire.client, credentials });
    expect(await sesChannel({ client: unsigned, from, configurationSet }).send(aDelivery())).toMatchObject({
      result: 'not-taken',
      outcome: { code: 'not-reached' },
    });
    expect(peer.wire.asked).toEqual([]);
    unsigned.destroy();
  });
});

describe('a mail of which nobody can say whether SES took it', () => {
  test.each<[string, Fault]>([
    ['the connection is cut before the answer', 'lost'],
    ['the connection is cut while SES reads', 'reset'],
    ['the answer breaks off', 'half'],
    ['the answer does not come in time', 'hang'],
    ['SES has a fault', answered('InternalServiceErrorException', 'fault', 500)],
    ['something between has a fault', { status: 502, body: 'Bad Gateway' }],
    ['the answer is none of SES', { status: 200, body: '<html>' }],
  ])('a mail is unclear and was handed over once if %s', async (_what, fault) => {
    peer.wire.fail('SendEmail', fault);
    expect(await channel.send(aDelivery())).toMatchObject({
      result: 'unclear',
      outcome: { code: 'went-quiet' },
    });
    expect(peer.wire.asked).toHaveLength(1);
  });
});
