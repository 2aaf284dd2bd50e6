import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { emailChannel } from '../../../adapters/smtp/smtp-channel.ts';
import { after, hours, seconds } from '../../../core/household/instant.ts';
import { noon } from '../../support/builders/builders.ts';
import { until } from '../../support/until.ts';
import { type MailHomeServer, startMailHomeServer } from '../../support/home/mail-home-server.ts';
import { reply, type Script, startScriptedPeer, startSmtpPeer } from '../../support/peers/smtp-peer.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';

let at: MailHomeServer;
let stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  at = await startMailHomeServer();
});
afterAll(() => at.stop());

const timeOut = timeOutByHand();
afterEach(async () => {
  await Promise.all(stops.map(stop => stop()));
  stops = [];
});

const mailTo = (smtpUrl: string): void => at.mailBy(emailChannel({ smtpUrl, from: 'home@example.org' }));

async function mailToScript(answers: Record<string, string>): Promise<Script> {
  const peer = await startScriptedPeer(answers);
  stops.push(peer.stop);
  mailTo(peer.url);
  return peer;
}

/** How many messages a scripted server got. */
const handedOver = (peer: Script): number => peer.heard().split('DATA\r\n').length - 1;

/** How many mails with this word the real mail server got. */
const mailsAbout = (word: string): number => at.smtp.received.filter(({ raw }) => raw.includes(word)).length;

const whatHappened = ({ history }: MessageView): string[] => history.map(({ event }) => event);

/** How often the message is due within this time after its newest history entry, whatever the clock shows now. */
const dueWithin = (view: MessageView, time: number): number => {
  const { at: newest = noon } = view.history.at(-1) ?? {};
  return at.adapters.documents.due(after(newest, time), 1_000).filter(({ id }) => id === view.id).length;
};

describe('A mail server that refuses', () => {
  test('a message that the mail server refuses fails with the server’s reply', async () => {
    const peer = await startSmtpPeer({
      onRcptTo: (_to, _session, done) => done(reply(550, '5.1.1 No such user here')),
    });
    stops.push(peer.stop);
    mailTo(peer.url);
    const held = await at.dictate();
    const jws = await at.phone.release(held);

    const failed = await at.phone.until('failed');
    expect(failed.outcome).toMatchObject({
      code: 'refused',
      reply: expect.stringContaining('No such user here'),
    });
    expect(failed.history.at(-1)).toMatchObject({ event: 'failed', outcome: failed.outcome });
    expect(peer.received).toEqual([]);
    // Failed is final: neither the same answer nor the courier changes the message before its content is erased.
    expect((await at.phone.answer(failed, jws)).body.message.state).toBe('failed');
    await until(() => dueWithin(failed, hours(23)) === 0);
    expect(peer.received).toEqual([]);
    expect((await at.phone.messages())[0]?.state).toBe('failed');
  });
});

describe('A mail server that hangs', () => {
  test('a mail server that hangs before it gets the message leaves it released, to be tried again', async () => {
    const peer = await mailToScript({ MAIL: 'hang' });
    await at.phone.release(await at.dictate());
    await peer.hangs.then(timeOut);

    const waiting = await at.phone.untilHappened('not-taken');
    expect(waiting.state).toBe('released');
    expect(waiting.history.at(-1)).toMatchObject({ outcome: { code: 'timed-out' } });
    expect(handedOver(peer)).toBe(0);
    expect(dueWithin(waiting, seconds(20))).toBe(0);
    // Half a minute, and up to a quarter more.
    expect(dueWithin(waiting, seconds(38))).toBe(1);
  });

  test('a mail server that hangs after it got the message leaves it unknown', async () => {
    const peer = await mailToScript({ '.': 'hang' });
    await at.phone.release(await at.dictate());
    await peer.hangs.then(timeOut);

    const unknown = await at.phone.until('unknown');
    expect(unknown.outcome).toMatchObject({ code: 'went-quiet', how: 'timed-out' });
    expect(handedOver(peer)).toBe(1);
  });

  test('a mail server that hangs delays neither the Echo, the phone nor another message', async () => {
    const hanging = await startScriptedPeer({ '': 'hang' });
    stops.push(hanging.stop);
    mailTo(hanging.url);
    await at.phone.release(await at.dictate());
    await at.phone.until('sending');

    mailTo(at.smtp.url);
    await at.phone.release(await at.dictate('tomatoes'));
    await at.phone.until('delivered');
    expect(mailsAbout('tomatoes')).toBe(1);
    expect((await at.phone.messages())[1]?.state).toBe('sending');
  });
});

describe('A mail server that dies midway', () => {
  test.each([
    ['in the middle of the message', { body: 'die' }],
    ['before it confirms the message', { '.': 'die' }],
  ])(
    'a mail server that dies %s leaves the message unknown, and it is not tried again',
    async (_when, answers) => {
      const peer = await mailToScript(answers);
      await at.phone.release(await at.dictate());

      const unknown = await at.phone.until('unknown');
      expect(unknown.outcome).toMatchObject({ code: 'went-quiet' });
      expect(handedOver(peer)).toBe(1);
      await until(() => dueWithin(unknown, hours(23)) === 0);
      expect(handedOver(peer)).toBe(1);
    },
  );

  test('an unknown message is sent again only by a new signed release', async () => {
    await mailToScript({ '.': 'die' });
    const jws = await at.phone.release(await at.dictate('potatoes'));
    const unknown = await at.phone.until('unknown');

    mailTo(at.smtp.url);
    expect((await at.phone.answer(unknown, jws)).body.message.state).toBe('unknown');
    await at.phone.release(unknown);
    const delivered = await at.phone.until('delivered');
    expect(mailsAbout('potatoes')).toBe(1);
    expect(whatHappened(delivered).slice(-6)).toEqual([
      'released',
      'sending',
      'unknown',
      'released',
      'sending',
      'delivered',
    ]);
  });
});

describe('A mail server that is away and comes back', () => {
  test('a mail server that comes back gets the message once, after its pause', async () => {
    const gone = await startSmtpPeer();
    await gone.stop();
    mailTo(gone.url);
    await at.phone.release(await at.dictate('onions'));
    const waiting = await at.phone.untilHappened('not-taken');
    expect(waiting.state).toBe('released');
    expect(waiting.history.at(-1)).toMatchObject({ outcome: { code: 'not-reached' } });

    mailTo(at.smtp.url);
    at.pass(seconds(38));
    const delivered = await at.phone.until('delivered');
    expect(mailsAbout('onions')).toBe(1);
    expect(whatHappened(delivered).slice(-5)).toEqual([
      'released',
      'sending',
      'not-taken',
      'sending',
      'delivered',
    ]);
    await until(() => dueWithin(delivered, hours(23)) === 0);
    expect(mailsAbout('onions')).toBe(1);
  });

  test('a mail server that comes back gets nothing if the release was undone', async () => {
    const gone = await startSmtpPeer();
    await gone.stop();
    mailTo(gone.url);
    await at.phone.release(await at.dictate('carrots'));
    const waiting = await at.phone.untilHappened('not-taken');
    const undone = await at.phone.call<{ message: MessageView }>('POST', `/messages/${waiting.id}/undo`);
    expect(undone.body.message.state).toBe('held');

    mailTo(at.smtp.url);
    at.pass(seconds(38));
    expect(dueWithin(waiting, seconds(90))).toBe(0);
    await at.phone.answer(undone.body.message, await at.phone.signedDiscard(undone.body.message));
    await at.phone.until('discarded');
    expect(mailsAbout('carrots')).toBe(0);
  });
});
