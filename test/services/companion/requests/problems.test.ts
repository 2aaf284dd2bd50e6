import { beforeEach, describe, expect, test } from '@jest/globals';
import { addRoom } from '../../../../core/household/room.ts';
import { seconds } from '../../../../core/household/instant.ts';
import type { Held } from '../../../../core/message/message.ts';
import type { Documents } from '../../../../services/ports/documents.ts';
import { aCompanion, type Answer, origin } from '../../../support/builders/a-companion.ts';
import { aHousehold, holding, type TestHousehold, releaseBy } from '../../../support/builders/a-household.ts';
import { aRoomId, noon } from '../../../support/builders/builders.ts';

let household: TestHousehold;
let message: Held;
let call: ReturnType<typeof aCompanion>['call'];
let lines: string[];

beforeEach(async () => {
  household = await aHousehold();
  message = await holding(household);
  ({ call, lines } = aCompanion(household));
});

const refused = (status: number, code: string) => ({ status, body: { code } });
const path = (rest = '') => `/messages/${message.id}${rest}`;
const listen = async () => ((await call('POST', path('/listen'))).body as { nonce: string }).nonce;
const answer = (jws: string) => call('POST', path('/answer'), { jws });

/** Listens for long enough and releases. */
async function release(): Promise<Answer> {
  const nonce = await listen();
  household.clock.pass(seconds(10));
  return answer(await releaseBy(household, message, { nonce }));
}

async function noteRoom(): Promise<void> {
  const rooms = addRoom([], aRoomId()).map(room => ({ ...room, stoppedAt: [noon] }));
  await household.documents.put(
    { kind: 'household', household: household.household, id: 'household', version: 0, rooms },
    0,
  );
}

describe('problems', () => {
  test('a refusal is problem details as of RFC 9457, with a code', async () => {
    const answered = await call('GET', '/messages/01JNONE');
    expect(answered).toMatchObject({ status: 404, type: 'application/problem+json' });
    expect(answered.body).toEqual({
      type: 'urn:second-yes:problem:no-such-message',
      title: 'There is no such message.',
      status: 404,
      code: 'no-such-message',
    });
  });

  test('an unknown path is refused as not-found with problem details', async () => {
    const { api } = aCompanion(household);
    const response = await api.request(`${origin}/nowhere`);
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'not-found' });
  });

  test.each(['', '{', 'null', '[]', '"text"', '{"jws":1}', '{"jws":"a","also":1}', '\u0000', '{"jws"'])(
    'a body that reads %j is refused',
    async raw => {
      for (const at of [path('/answer'), '/trust'])
        expect(await call('POST', at, undefined, { raw })).toMatchObject(refused(400, 'body-malformed'));
    },
  );

  test('a body of bytes that are no text is refused', async () => {
    expect(
      await call('POST', path('/answer'), undefined, { raw: Uint8Array.of(0xff, 0xfe, 0x00) }),
    ).toMatchObject(refused(400, 'body-malformed'));
  });

  test('a body of more than 64 kB is refused before anything else, whoever sends it', async () => {
    for (const at of [path('/answer'), '/pair'])
      expect(await call('POST', at, undefined, { raw: 'x'.repeat(64 * 1024 + 1), by: null })).toMatchObject({
        ...refused(413, 'body-too-large'),
        type: 'application/problem+json',
      });
  });

  test('an endless body without a length is refused as body-too-large', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(16 * 1024));
        if ((sent += 1) > 1_000) controller.close();
      },
    });
    const { api } = aCompanion(household);
    const response = await api.request(`${origin}/households/${household.household}/trust`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });

  test('a failure of the store is answered as storage-failed, and neither answer nor log says more', async () => {
    const fail = () => Promise.reject(new TypeError('SQLITE_FULL: /var/lib/second-yes/documents.db'));
    const list = ['GET', '/messages'] as const;
    const stopped = ['GET', '/stopped'] as const;
    const listen = ['POST', '/messages/01JMESSAGE/listen'] as const;
    const failing: [Partial<Documents>, ...(typeof list | typeof stopped | typeof listen)[]][] = [
      [{ get: fail }, stopped, listen],
      [{ put: fail }, list, stopped, listen],
      [{ list: fail }, stopped],
      [{ overview: fail }, list],
    ];
    for (const [part, ...requests] of failing) {
      const broken = aCompanion(household, { documents: { ...household.documents, ...part } });
      for (const [method, at] of requests) {
        const answered = await broken.call(method, at);
        expect(answered).toMatchObject({
          ...refused(503, 'storage-failed'),
          type: 'application/problem+json',
        });
        expect(answered.text).not.toMatch(/SQLITE|household\.db|TypeError/);
      }
      expect(broken.lines).toContain('{"event":"request failed","code":"TypeError"}');
      expect(broken.lines.join('\n')).not.toMatch(/SQLITE|household\.db/);
    }
  });
});

describe('every answer', () => {
  test.each<[string, () => Promise<Answer>]>([
    ['a good one', () => call('GET', '/messages')],
    ['the recording', () => call('GET', path('/recording'))],
    ['a refusal', () => call('GET', '/messages', undefined, { by: null })],
    ['a path that is not there', () => call('GET', '/nowhere')],
    [
      'a failure',
      () =>
        aCompanion(household, {
          documents: { ...household.documents, overview: () => Promise.reject(new Error('disk')) },
        }).call('GET', '/messages'),
    ],
  ])('no browser caches, sniffs or frames an answer: %s', async (_, answered) => {
    const { headers } = await answered();
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('SAMEORIGIN');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(headers.get('Set-Cookie')).toBeNull();
  });
});

test('nothing of content, names or keys is in the log', async () => {
  await noteRoom();
  await call('GET', path('/recording'));
  await release();
  await answer('nonsense');
  await call('PUT', '/rooms/room-kitchen', { name: 'Kitchen' });
  await call('POST', path('/answer'), undefined, { raw: '{"jws":"Dinner is at seven."' });
  expect(lines.join('\n')).not.toMatch(/Dinner|anna|Anna|Kitchen|eyJ|nonce/);
});
