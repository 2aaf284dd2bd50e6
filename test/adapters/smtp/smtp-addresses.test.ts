import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { emailChannel } from '../../../adapters/smtp/smtp-channel.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';
import { type SmtpPeer, startScriptedPeer, startSmtpPeer } from '../../support/peers/smtp-peer.ts';

let peers: { modern: SmtpPeer; old: SmtpPeer };
beforeEach(async () => {
  peers = { modern: await startSmtpPeer(), old: await startSmtpPeer({ hideSMTPUTF8: true }) };
});
afterEach(async () => {
  await Promise.all(Object.values(peers).map(({ stop }) => stop()));
});

const sendTo = (address: string, { url }: { url: string }) =>
  emailChannel({ smtpUrl: url, from: 'home@example.net' }).send(
    aDelivery({ to: { name: 'Anna', channel: 'email', address } }),
  );

describe('an address that every mail server takes', () => {
  test.each([
    'anna@xn--bcher-kva.example',
    '"anna b"@example.org',
    String.raw`"a\"n@n,a"@example.org`,
    "anna!#$%&'*+/=?^_`{|}~-@example.org",
    '-anna@example.org',
  ])('a mail for %s goes to exactly this address, whatever the server knows', async address => {
    for (const EHLO of ['250 peer', '250-peer\r\n250-8BITMIME\r\n250 SMTPUTF8']) {
      const peer = await startScriptedPeer({ EHLO });
      expect(await sendTo(address, peer)).toMatchObject({ result: 'taken' });
      expect(peer.heard().match(/RCPT TO:.*/g)).toEqual([`RCPT TO:<${address}>`]);
      const mail = peer.heard().slice(peer.heard().indexOf('From: '));
      expect(/^To: (.*)$/m.exec(mail)?.[1]?.trim()).toBe(`Anna <${address}>`);
      await peer.stop();
    }
  });
});

describe('an address with letters other than ASCII before the @', () => {
  const address = 'jürgen@xn--bcher-kva.example';

  test('a server that knows SMTPUTF8 takes it, and is told that the mail needs it', async () => {
    const peer = await startScriptedPeer({ EHLO: '250-peer\r\n250-8BITMIME\r\n250 SMTPUTF8' });
    expect(await sendTo(address, peer)).toMatchObject({ result: 'taken' });
    const heard = Buffer.from(peer.heard(), 'latin1').toString('utf8');
    expect(heard).toMatch(/MAIL FROM:<home@example\.net> SMTPUTF8 BODY=8BITMIME/);
    expect(heard).toMatch(/RCPT TO:<jürgen@/);
    await peer.stop();
  });

  test('a real server that knows SMTPUTF8 gets the mail once', async () => {
    expect(await sendTo(address, peers.modern)).toMatchObject({ result: 'taken' });
    expect(peers.modern.received).toHaveLength(1);
    expect(peers.modern.received[0]!.to[0]).toMatch(/^jürgen@/);
  });

  test('a server that does not know SMTPUTF8 never sees it, and the owner reads why', async () => {
    const peer = await startScriptedPeer({ EHLO: '250-peer\r\n250 8BITMIME' });
    for (const { url } of [peer, peers.old])
      expect(await sendTo(address, { url })).toEqual({
        result: 'refused',
        outcome: { code: 'ascii-only', service: 'mail-server' },
      });
    expect(peer.heard()).not.toMatch(/MAIL|RCPT|DATA/);
    expect(peers.old.received).toEqual([]);
    await peer.stop();
  });
});
