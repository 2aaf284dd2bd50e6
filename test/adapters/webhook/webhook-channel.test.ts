import { type AddressInfo, createServer, type LookupFunction } from 'node:net';
import { afterEach, beforeAll, afterAll, describe, expect, test } from '@jest/globals';
import { webhookChannel } from '../../../adapters/webhook/webhook-channel.ts';
import { webhookPayloadSchema } from '../../../adapters/webhook/payload-schema.ts';
import { instant, seconds } from '../../../core/household/instant.ts';
import type { Attempt } from '../../../core/message/outcome.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';
import {
  startWebhookPeer,
  type WebhookBehaviour,
  type WebhookPeer,
} from '../../support/peers/webhook-peer.ts';

const SECRET = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;
const clock = () => instant(Date.now());

const timeOut = timeOutByHand();

let peer: WebhookPeer;
beforeAll(async () => {
  peer = await startWebhookPeer(SECRET);
});
afterAll(() => peer.stop());

const toUrl = (address: string) => aDelivery({ to: { name: 'Anna', channel: 'webhook', address } });
const brought = (result: Attempt) => [result.result, result.outcome.code];

/** Sends to the peer, which the operator allows. */
const send = (path: string, { delivery = toUrl(`${peer.origin}${path}`) } = {}) =>
  webhookChannel({ secret: SECRET, origins: [peer.origin], clock }).send(delivery);

const turn = () => new Promise(done => setImmediate(done));

/** Sends to the peer, and lets the time be over once this has happened there and all that it answered has been read. */
async function sendUntil(hasHappened: () => boolean, delivery = toUrl(`${peer.origin}/`)): Promise<Attempt> {
  const sent = send('', { delivery });
  while (!hasHappened()) await turn();
  // Both ends are in this process: what was written is read within a few turns of the event loop.
  for (let turns = 0; turns < 20; turns++) await turn();
  timeOut();
  return sent;
}

/** Sends where only public addresses are allowed, with a resolver that gives these addresses. */
function sendPublicly(url: string, addresses: readonly string[] = []) {
  let asked = 0;
  const resolve: LookupFunction = (_, __, done) => {
    asked += 1;
    done(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  const channel = webhookChannel({ secret: SECRET, clock, resolve });
  return channel.send(toUrl(url)).then(attempt => ({ attempt, asked }));
}

describe('a request to a webhook', () => {
  test('a receiver that verifies signatures takes the recording and the words', async () => {
    const delivery = toUrl(`${peer.origin}/hook?a=b`);
    expect(brought(await send('', { delivery }))).toEqual(['taken', 'taken']);
    expect(peer.complaints).toEqual([]);
    const seen = peer.seen.at(-1);
    expect(seen?.path).toBe('/hook?a=b');
    const { data } = webhookPayloadSchema.parse(JSON.parse(seen?.body ?? ''));
    expect(Buffer.from(data.audio.base64, 'base64')).toEqual(Buffer.from(delivery.recording.audio));
    expect(data).toMatchObject({ to: 'Anna', transcript: 'Dinner is at seven.', duration: 4.2 });
  });

  test('each attempt of one message to one contact has the same webhook-id, and another contact’s differs', async () => {
    const delivery = toUrl(`${peer.origin}/`);
    await send('', { delivery });
    await send('', { delivery: { ...delivery, claim: 'claim-2' } });
    await send('', { delivery: { ...delivery, to: { ...delivery.to, name: 'Ben' } } });
    const [first, second, third] = peer.seen.slice(-3).map(({ id }) => id);
    expect([second === first, third === first]).toEqual([true, false]);
  });

  test('the receiver’s reference that the owner sees is the webhook-id', async () => {
    const { outcome } = await send('/');
    expect(outcome).toMatchObject({ reply: expect.stringContaining(peer.seen.at(-1)?.id ?? '?') as unknown });
  });

  test('an answer whose body never ends counts by its status when the time is over', async () => {
    peer.does('trickles');
    const before = peer.seen.length;
    expect(brought(await sendUntil(() => peer.seen.length > before))).toEqual(['taken', 'taken']);
  });

  test('the owner sees 300 characters of a webhook’s long answer', async () => {
    peer.does({ answers: 400, says: 'x'.repeat(5_000_000) });
    const { outcome } = await send('/');
    expect('reply' in outcome && outcome.reply?.length).toBe(300);
  });

  test('a request over https to a name is verified and taken', async () => {
    const secure = await startWebhookPeer(SECRET, { tls: true });
    const { origin, ca } = secure;
    const channel = webhookChannel({ secret: SECRET, origins: [origin], clock, ...(ca && { ca }) });
    expect(brought(await channel.send(toUrl(`${origin}/`)))).toEqual(['taken', 'taken']);
    const distrusting = webhookChannel({ secret: SECRET, origins: [origin], clock });
    expect(brought(await distrusting.send(toUrl(`${origin}/`)))).toEqual([
      'not-taken',
      'no-secure-connection',
    ]);
    await secure.stop();
  });

  test.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'not a secret', `whsec_${'A'.repeat(100)}`])(
    'a channel with the secret %p does not open',
    secret => {
      expect(() => webhookChannel({ secret, clock })).toThrow('whsec_');
    },
  );
});

describe('what the answer of a webhook means', () => {
  afterEach(() => peer.does({ answers: 200 }));

  test.each<[WebhookBehaviour, Attempt['result'], string]>([
    [{ answers: 200 }, 'taken', 'taken'],
    [{ answers: 202 }, 'taken', 'taken'],
    [{ answers: 204 }, 'taken', 'taken'],
    [{ answers: 301, headers: { location: '/' } }, 'refused', 'refused'],
    [{ answers: 400 }, 'refused', 'refused'],
    [{ answers: 401 }, 'not-taken', 'access-refused'],
    [{ answers: 403 }, 'not-taken', 'access-refused'],
    [{ answers: 404 }, 'refused', 'refused'],
    [{ answers: 408 }, 'not-taken', 'try-later'],
    [{ answers: 410 }, 'refused', 'refused'],
    [{ answers: 413 }, 'refused', 'too-large'],
    [{ answers: 429 }, 'not-taken', 'try-later'],
    [{ answers: 500 }, 'not-taken', 'try-later'],
    [{ answers: 502 }, 'unclear', 'went-quiet'],
    [{ answers: 503 }, 'not-taken', 'try-later'],
    [{ answers: 504 }, 'unclear', 'went-quiet'],
    [{ answers: 522 }, 'unclear', 'went-quiet'],
    ['drops', 'unclear', 'went-quiet'],
  ])('after %p the message is %s: %s', async (behaviour, result, code) => {
    peer.does(behaviour);
    expect(brought(await send('/'))).toEqual([result, code]);
  });

  test('a receiver that has the message and never answers may have taken it', async () => {
    peer.does('hangs');
    const before = peer.seen.length;
    expect(brought(await sendUntil(() => peer.seen.length > before))).toEqual(['unclear', 'went-quiet']);
  });

  test.each([
    [429, '120', seconds(120)],
    [503, '7', seconds(7)],
    [503, 'soon', undefined],
  ])('a %p that says Retry-After: %s asks to wait for %p', async (answers, header, wait) => {
    peer.does({ answers, headers: { 'retry-after': header } });
    const attempt = await send('/');
    expect(attempt.result === 'not-taken' && attempt.wait).toBe(wait);
  });

  test('a receiver that stops reading midway has not taken the message', async () => {
    peer.does('never-reads');
    const delivery = toUrl(`${peer.origin}/`);
    const audio = new Uint8Array(20_000_000);
    const large = { ...delivery, recording: { ...delivery.recording, audio } };
    const before = peer.asked();
    expect(brought(await sendUntil(() => peer.asked() > before, large))).toEqual(['not-taken', 'timed-out']);
  });

  test('a receiver that answers 500 and then 200 has taken the message once', async () => {
    peer.does({ answers: 500 }, { answers: 200 });
    const before = peer.taken().length;
    const delivery = { ...toUrl(`${peer.origin}/`), message: '01JTWICE' as never };
    expect((await send('', { delivery })).result).toBe('not-taken');
    expect((await send('', { delivery })).result).toBe('taken');
    expect(peer.taken().slice(before)).toEqual([1]);
  });

  test.each([301, 302, 303, 307, 308])(
    'a redirect by %p to a private address is not followed',
    async answers => {
      const location = `${peer.origin}/inside`;
      peer.does({ answers, headers: { location, refresh: `0; url=${location}` } });
      const asked = peer.asked();
      expect(brought(await send('/outside'))).toEqual(['refused', 'refused']);
      expect([peer.asked() - asked, peer.seen.at(-1)?.path]).toEqual([1, '/outside']);
    },
  );

  test('a port where nobody listens, and a name that nobody knows, have not taken it', async () => {
    const closed = 'http://127.0.0.1:1';
    const channel = webhookChannel({ secret: SECRET, origins: [closed], clock });
    expect(brought(await channel.send(toUrl(closed)))).toEqual(['not-taken', 'not-reached']);
    const unknown: LookupFunction = (_, __, done) =>
      done(Object.assign(new Error(), { code: 'ENOTFOUND' }), '');
    const nowhere = webhookChannel({ secret: SECRET, clock, resolve: unknown });
    expect(brought(await nowhere.send(toUrl('https://a.example/')))).toEqual([
      'not-taken',
      'server-not-found',
    ]);
  });
});

describe('an address that the operator has not allowed', () => {
  test.each([
    '127.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '169.254.169.254',
    '[fe80::1]',
    '[fd00::1]',
    '192.168.1.1',
    '100.64.0.1',
    '127.1',
    '127.0.0.1.',
    '0177.0.0.1',
    '①②⑦.⓪.⓪.①',
    '%31%32%37.0.0.1',
    'good.example@127.0.0.1',
    '[::127.0.0.1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[64:ff9b:1::7f00:1]',
    '[fec0::1]',
    '255.255.255.255',
  ])('a webhook at the host %s is refused without a look-up', async host => {
    const { attempt, asked } = await sendPublicly(`https://${host}/`);
    expect([...brought(attempt), asked]).toEqual(['refused', 'address-not-allowed', 0]);
  });

  test('a webhook over http is refused, also at a public name', async () => {
    const { attempt, asked } = await sendPublicly('http://a.example/', ['8.8.8.8']);
    expect([...brought(attempt), asked]).toEqual(['refused', 'address-not-allowed', 0]);
  });

  test.each([
    [['127.0.0.1']],
    [['8.8.8.8', '10.0.0.1']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['169.254.169.254']],
    [['64:ff9b::7f00:1']],
    [['fe80::1%lo']],
    [[]],
  ])('a name that resolves to %p is refused', async addresses => {
    const { port } = new URL(peer.origin);
    const asked = peer.asked();
    const { attempt } = await sendPublicly(`https://a.example:${port}/`, addresses);
    expect([...brought(attempt), peer.asked() - asked]).toEqual(['refused', 'address-not-allowed', 0]);
  });

  test.each(['localhost', 'localhost.', 'LOCALHOST'])('the name %s is looked up as any other', async host => {
    const { attempt, asked } = await sendPublicly(`https://${host}/`, ['127.0.0.1']);
    expect([...brought(attempt), asked]).toEqual(['refused', 'address-not-allowed', 1]);
  });

  test('a name is resolved once an attempt, so that it cannot change between check and connection', async () => {
    const { asked } = await sendPublicly('https://a.example/', ['127.0.0.1']);
    expect(asked).toBe(1);
  });

  test('an origin that is allowed does not allow its neighbours', async () => {
    const { port } = new URL(peer.origin);
    const channel = webhookChannel({ secret: SECRET, origins: [peer.origin], clock });
    for (const url of [
      `http://127.0.0.1:${Number(port) + 1}/`,
      `https://127.0.0.1:${port}/`,
      `http://[::1]:${port}/`,
    ])
      expect(brought(await channel.send(toUrl(url)))).toEqual(['refused', 'address-not-allowed']);
  });
});

describe('a name that changes what it resolves to', () => {
  /** Within 2000::/3, and given to nobody: no packet to it arrives anywhere. */
  const PUBLIC = '3ffe::1';

  let stopListening = async () => {};
  afterEach(() => stopListening());

  /**
   * A listener inside of the home, and a resolver whose answers are these, one a question; the last goes on. `caught`: how
   * often somebody connected to the listener.
   */
  async function aRebindingName(...answers: [address: string, ...others: string[]][]) {
    const caught: string[] = [];
    const inside = createServer(socket => {
      caught.push('a connection');
      socket.destroy();
    });
    await new Promise<void>(done => inside.listen(0, '127.0.0.1', done));
    const { port } = inside.address() as AddressInfo;
    let asked = 0;
    const resolve: LookupFunction = (_, options, done) => {
      const found = (answers[asked] ?? answers.at(-1)!).map(address => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      asked += 1;
      if (options.all) done(null, found);
      else done(null, found[0]!.address, found[0]!.family);
    };
    const url = `https://rebinding.example:${port}/`;
    const sends = async (origins: string[] = []) => {
      const channel = webhookChannel({ secret: SECRET, origins, clock, resolve });
      return (await channel.send(toUrl(url))).outcome.code;
    };
    /** Where packets to nobody get no answer at all, the attempt ends only when its time is over. */
    const sendsToNobody = async () => {
      const sent = sends();
      const isOver = setTimeout(timeOut, seconds(0.3));
      return sent.finally(() => clearTimeout(isOver));
    };
    stopListening = () => new Promise(done => inside.close(() => done()));
    return { sends, sendsToNobody, caught, asked: () => asked, origin: new URL(url).origin };
  }

  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1'])(
    'a name that is public at the first attempt and %s at the next gets no connection',
    async address => {
      const name = await aRebindingName([PUBLIC], [address]);
      const first = await name.sendsToNobody();
      expect(['not-reached', 'timed-out']).toContain(first);
      expect(await name.sends()).toBe('address-not-allowed');
      expect(name.caught).toEqual([]);
    },
  );

  test('a name that would be private at a second look-up is looked up once, and its first answer is what is connected to', async () => {
    const name = await aRebindingName([PUBLIC], ['127.0.0.1']);
    expect(['not-reached', 'timed-out']).toContain(await name.sendsToNobody());
    expect([name.asked(), name.caught]).toEqual([1, []]);
  });

  test('a name with a public and a private address does not fall back to the private one', async () => {
    const name = await aRebindingName([PUBLIC, '127.0.0.1']);
    expect(await name.sends()).toBe('address-not-allowed');
    expect(name.caught).toEqual([]);
  });

  test('the listener inside would have been reached, if the operator had allowed the name', async () => {
    const name = await aRebindingName(['127.0.0.1']);
    await name.sends([name.origin]);
    expect(name.caught).toHaveLength(1);
  });
});
