import { beforeEach, describe, expect, test } from '@jest/globals';
import { storyDigest } from '../../../core/confidence/story.ts';
import type { ContactId, ConversationId, MessageId, PhoneId } from '../../../core/household/ids.ts';
import { addRoom } from '../../../core/household/room.ts';
import { after, hours, minutes, seconds } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { sha256 } from '../../../core/household/sha256.ts';
import type { Held } from '../../../core/message/message.ts';
import type { Document, Documents } from '../../../services/ports/documents.ts';
import { aCompanion, type Answer, origin } from '../../support/builders/a-companion.ts';
import {
  aHouse,
  dictating,
  holding,
  type House,
  moving,
  releaseBy,
  releasing,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import {
  aClaim,
  aContact,
  aDiscard,
  aLink,
  aPhone,
  aRecording,
  aRelease,
  aRoomId,
  aStory,
  headOfLinks,
  noon,
  puts,
  removes,
} from '../../support/builders/builders.ts';

let house: House;
let message: Held;
let call: ReturnType<typeof aCompanion>['call'];
let lines: string[];

beforeEach(async () => {
  house = await aHouse();
  message = await holding(house);
  ({ call, lines } = aCompanion(house));
});

const refused = (status: number, code: string) => ({ status, body: { code } });
const path = (rest = '') => `/messages/${message.id}${rest}`;
const listen = async () => ((await call('POST', path('/listen'))).body as { nonce: string }).nonce;
const answer = (jws: string) => call('POST', path('/answer'), { jws });
const discard = (notMe = false) => discardBy(house, { notMe });
const discardBy = async (from: House, more: { notMe?: boolean } = {}) =>
  from.phone.sign(aDiscard(message, await trustOf(from), more));

/** Listens for long enough and releases. */
async function release(): Promise<Answer> {
  const nonce = await listen();
  house.clock.pass(seconds(10));
  return answer(await releaseBy(house, message, { nonce }));
}

/** All that is stored but proofs, which every request leaves. */
const kept = (): Document[] => house.documents.everything().filter(({ kind }) => kind !== 'proof');

async function noteRoom(): Promise<void> {
  const rooms = addRoom([], aRoomId()).map(room => ({ ...room, stoppedAt: [noon] }));
  await house.documents.put(
    { kind: 'household', household: house.household, id: 'household', version: 0, rooms },
    0,
  );
}

const routes: [string, string][] = [
  ['GET', '/messages'],
  ['GET', '/messages/01JMESSAGE'],
  ['GET', '/messages/01JMESSAGE/recording'],
  ['POST', '/messages/01JMESSAGE/listen'],
  ['POST', '/messages/01JMESSAGE/answer'],
  ['POST', '/messages/01JMESSAGE/undo'],
  ['GET', '/trust'],
  ['POST', '/trust'],
  ['POST', '/passkeys'],
  ['GET', '/push'],
  ['PUT', '/push'],
  ['DELETE', '/push'],
  ['POST', '/push/test'],
  ['GET', '/activity'],
  ['POST', '/export'],
  ['POST', '/erase'],
  ['GET', '/invitation'],
  ['POST', '/invitation'],
  ['GET', '/rooms'],
  ['PUT', '/rooms/room-kitchen'],
  ['GET', '/stopped'],
];

describe('without a good proof nothing is told and nothing is done:', () => {
  test('every route of the API is in the list that is tested', () => {
    const { api } = aCompanion(house);
    const known = api.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path: at }) => `${method} ${at.replace('/households/:household', '')}`);
    const tested = routes.map(
      ([method, at]) => `${method} ${at.replace('01JMESSAGE', ':message').replace('room-kitchen', ':room')}`,
    );
    expect([...tested, 'POST /pair', 'GET /household', 'POST /household'].sort()).toEqual(
      [...new Set(known)].sort(),
    );
  });

  describe.each(routes)('%s %s', (method, at) => {
    const url = () => `${origin}/households/${house.household}${at}`;
    const content = method === 'GET' ? undefined : {};
    const body = new TextEncoder().encode(method === 'GET' ? '' : '{}');

    async function refuses(code: string, how: Parameters<typeof call>[3]): Promise<void> {
      const before = kept();
      expect(await call(method, at, content, how)).toMatchObject(refused(401, code));
      expect(kept()).toEqual(before);
    }

    test('with none', () => refuses('proof-missing', { by: null }));
    test('with that of a foreign phone', async () => refuses('proof-invalid', { by: await aPhone() }));
    test('with a stale one', async () =>
      refuses('proof-stale', {
        proof: await house.phone.prove({ method, url: url(), body }, after(noon, -minutes(2))),
      }));
    test('with that of another path', async () =>
      refuses('proof-of-another-request', {
        proof: await house.phone.prove({ method, url: `${url()}x`, body }, noon),
      }));
    test('with that of another method', async () =>
      refuses('proof-of-another-request', {
        proof: await house.phone.prove({ method: 'PATCH', url: url(), body }, noon),
      }));
    test('with that of another household', async () =>
      refuses('proof-of-another-request', {
        proof: await house.phone.prove(
          { method, url: url().replace(house.household, 'household-2'), body },
          noon,
        ),
      }));
    test('with one that was used before', async () => {
      const proof = await house.phone.prove({ method, url: url(), body }, noon);
      await call(method, at, content, { proof });
      await refuses('proof-replayed', { proof });
    });
  });

  test('with that of another body', async () => {
    const body = new TextEncoder().encode(JSON.stringify({ jws: await discard() }));
    const url = `${origin}/households/${house.household}${path('/answer')}`;
    const proof = await house.phone.prove({ method: 'POST', url, body }, noon);
    expect(await call('POST', path('/answer'), { jws: 'other' }, { proof })).toMatchObject(
      refused(401, 'proof-of-another-request'),
    );
  });

  test('of a household that is not there', async () => {
    const nobody = aCompanion({ ...house, household: 'nobody' as never });
    expect(await nobody.call('GET', '/messages')).toMatchObject(refused(401, 'proof-invalid'));
  });

  test('a stale proof is answered with the server’s time, to which the phone can set its own', async () => {
    house.clock.pass(minutes(5));
    const url = `${origin}/households/${house.household}/messages`;
    const proof = await house.phone.prove({ method: 'GET', url, body: new Uint8Array() }, noon);
    expect((await call('GET', '/messages', undefined, { proof })).body).toMatchObject({
      code: 'proof-stale',
      now: after(noon, minutes(5)),
    });
  });

  test.each([0, 1, 59, 60])('a proof %i s ahead is forgotten only once it is stale', async ahead => {
    const url = `${origin}/households/${house.household}/messages`;
    const request = { method: 'GET', url, body: new Uint8Array() };
    const proof = await house.phone.prove(request, after(noon, seconds(ahead)));
    let accepted = 0;
    for (let passed = 0; passed < 150; passed++) {
      if ((await call('GET', '/messages', undefined, { proof })).status === 200) accepted += 1;
      house.clock.pass(seconds(1));
      await house.documents.purge(house.clock.now());
    }
    expect(accepted).toBe(1);
    expect(house.documents.everything().filter(({ kind }) => kind === 'proof')).toEqual([]);
  });
});

describe('with a trust list that somebody edited', () => {
  test.each(routes)('%s %s is refused', async (method, at) => {
    house.documents.tamper(house.household, 'trust', 'trust', one => ({
      ...one,
      links: [one.links[0], `${one.links[1]}x`],
    }));
    expect(await call(method, at, method === 'GET' ? undefined : {})).toMatchObject(
      refused(409, 'trust-list-broken'),
    );
  });
});

describe('no GET changes anything', () => {
  const gets = routes.filter(([method]) => method === 'GET');
  test.each(gets)('%s %s', async (_, at) => {
    await noteRoom();
    const before = kept();
    expect((await call('GET', at)).status).toBe(200);
    expect(kept()).toEqual(before);
  });

  test.each(routes.filter(([method]) => method !== 'GET'))(
    'and %s %s is none',
    async (_, at) => {
      const before = kept();
      expect((await call('GET', at)).status).toBe(gets.some(([, got]) => got === at) ? 200 : 404);
      expect(kept()).toEqual(before);
    },
    10_000,
  );
});

describe('messages', () => {
  test('are listed with what the phone needs to decide, and without their words', async () => {
    await noteRoom();
    const answered = await call('GET', '/messages?known=2');
    expect(answered.body).toEqual({
      now: noon,
      trust: { head: headOfLinks((await trustOf(house)).links), links: [] },
      messages: [
        {
          id: message.id,
          state: 'held',
          room: { id: 'room-kitchen', name: 'Echo 1' },
          contact: 'anna',
          heldAt: noon,
          holdUntil: after(noon, hours(1)),
          sendBy: after(noon, hours(24)),
          recording: {
            digest: message.recording.digest,
            mediaType: 'audio/wav',
            duration: 4_000,
            bytes: 2_000,
            hasTranscript: true,
          },
          story: message.story,
          confidence: { logOdds: 1.5, probability: expect.closeTo(0.8176, 4) },
          friction: expect.stringMatching(/^(tap|listen|choose)$/),
          history: [{ at: noon, event: 'held' }],
          erased: false,
        },
      ],
    });
    expect(answered.text).not.toContain('Dinner');
  });

  test('are read in one go with the trust list that proves the request', async () => {
    const more = () => Promise.reject(new Error('asked for more'));
    let overviews = 0;
    const documents: Documents = {
      ...house.documents,
      get: more,
      list: more,
      overview: (...asked) => ((overviews += 1), house.documents.overview(...asked)),
    };
    expect(await aCompanion(house, { documents }).call('GET', '/messages')).toMatchObject({
      status: 200,
      body: { messages: [{ id: message.id }] },
    });
    expect(overviews).toBe(1);
  });

  test('that are older than one that the phone has are read for those only who may see them', async () => {
    await holding(house, { id: '01JOLDER' as MessageId });
    await holding(house, { id: '01JZNEWER' as MessageId });
    const read: string[] = [];
    const list = (async (household, kind, how) => {
      read.push(kind);
      return house.documents.list(household, kind, how);
    }) as Documents['list'];
    const documents = { ...house.documents, list, overview: () => Promise.reject(new Error('the newest')) };
    const phone = aCompanion(house, { documents });
    const url = `${origin}/households/${house.household}/messages`;
    const proof = await house.phone.prove({ method: 'GET', url, body: new Uint8Array() }, noon);
    expect(await phone.call('GET', '/messages?before=01JOLDER', undefined, { by: null })).toMatchObject(
      refused(401, 'proof-missing'),
    );
    expect(read).toEqual([]);
    expect(await phone.call('GET', '/messages?before=01JOLDER', undefined, { proof })).toMatchObject({
      status: 200,
      body: { messages: [{ id: message.id }] },
    });
  });

  test('are listed newest first', async () => {
    await holding(house, { id: '01JOLDER' as MessageId });
    await holding(house, { id: '01JZNEWER' as MessageId });
    const { body } = await call('GET', '/messages');
    expect((body['messages'] as { id: string }[]).map(({ id }) => id)).toEqual([
      '01JZNEWER',
      '01JOLDER',
      '01JMESSAGE',
    ]);
  });

  test('are shown one by one', async () => {
    expect((await call('GET', path())).body).toMatchObject({
      now: noon,
      message: { id: message.id, room: { name: 'An Echo' } },
    });
    expect(await call('GET', '/messages/01JNONE')).toMatchObject(refused(404, 'no-such-message'));
  });

  test('of another household are not shown', async () => {
    house.documents.plant({ ...message, household: 'household-2' as never, id: '01JTHEIRS' as MessageId });
    expect(await call('GET', '/messages/01JTHEIRS')).toMatchObject(refused(404, 'no-such-message'));
    expect((await call('GET', '/messages')).text).not.toContain('01JTHEIRS');
  });
});

describe('the recording', () => {
  test('is given byte for byte, with its media type, and with its words where it was dictated', async () => {
    const url = `${origin}/households/${house.household}${path('/recording')}`;
    const proof = await house.phone.prove({ method: 'GET', url, body: new Uint8Array() }, noon);
    const response = await aCompanion(house).api.request(url, { headers: { DPoP: proof } });
    const form = await response.formData();
    const [audio, transcript] = ['audio', 'transcript'].map(part => form.get(part) as File);
    expect(audio?.type).toBe('audio/wav');
    expect(new Uint8Array((await audio?.arrayBuffer()) ?? [])).toEqual(aRecording().audio);
    expect(await transcript?.text()).toBe('Dinner is at seven.');
  });

  test('is not given once erased, or changed in the store', async () => {
    const owner = { household: house.household, message: message.id };
    house.recordings.tamper(owner, message.recording.digest, bytes => bytes.fill(1, 100, 101));
    expect(await call('GET', path('/recording'))).toMatchObject(refused(404, 'no-recording'));
    await house.recordings.erase(owner);
    expect(await call('GET', path('/recording'))).toMatchObject(refused(404, 'no-recording'));
  });

  test('of a message that is not there, or has none yet, is not given', async () => {
    expect(await call('GET', '/messages/01JNONE/recording')).toMatchObject(refused(404, 'no-recording'));
    const dictated = await dictating(await aHouse());
    house.documents.plant({ ...dictated, id: '01JWORDS' as MessageId });
    expect(await call('GET', '/messages/01JWORDS/recording')).toMatchObject(refused(404, 'no-recording'));
  });
});

describe('listening', () => {
  test('gives a fresh nonce each time, bound to this phone', async () => {
    expect([await listen(), await listen()]).toEqual(['nonce-1', 'nonce-2']);
    expect((await storedMessage(house, message)).listening).toMatchObject([
      { phone: house.phone.id, nonce: 'nonce-2', recording: message.recording.digest },
    ]);
  });

  test('is refused for what is not there, or not held', async () => {
    expect(await call('POST', '/messages/01JNONE/listen')).toMatchObject(refused(404, 'no-such-message'));
    house.clock.pass(hours(1));
    expect(await call('POST', path('/listen'))).toMatchObject(refused(409, 'hold-over'));
  });
});

describe('a release', () => {
  test('is taken, kept as it was signed, and shown', async () => {
    const answered = await release();
    expect(answered).toMatchObject({
      status: 200,
      body: {
        message: {
          state: 'released',
          answer: { type: 'release', phone: house.phone.id, contact: 'anna', at: after(noon, seconds(10)) },
        },
      },
    });
    expect(await storedMessage(house, message)).toMatchObject({ state: 'released' });
  });

  test('whose answer got lost can be sent again: nothing changes', async () => {
    const nonce = await listen();
    house.clock.pass(seconds(10));
    const jws = await releaseBy(house, message, { nonce });
    const first = await answer(jws);
    const before = kept();
    expect(await answer(jws)).toMatchObject({ status: 200, body: { message: first.body['message'] } });
    expect(kept()).toEqual(before);
  });

  test('sent twice at once is taken once', async () => {
    const nonce = await listen();
    house.clock.pass(seconds(10));
    const jws = await releaseBy(house, message, { nonce });
    const answers = await Promise.all([answer(jws), answer(jws), answer(jws)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { history } = await storedMessage(house, message);
    expect(history.filter(({ event }) => event === 'released')).toHaveLength(1);
  });

  test('is confirmed after it was delivered, and after another contact was put', async () => {
    const nonce = await listen();
    house.clock.pass(seconds(10));
    const jws = await releaseBy(house, message, { nonce });
    await answer(jws);
    const trust = await trustOf(house);
    const link = await aLink(house.phone, trust.links, removes(aContact()));
    await call('POST', '/trust', { link });
    house.clock.pass(hours(30));
    expect(await answer(jws)).toMatchObject({ status: 200 });
  });

  test('before half of it was played, or unheard, is refused', async () => {
    expect(await answer(await releaseBy(house, message))).toMatchObject(refused(409, 'not-listened'));
    const nonce = await listen();
    house.clock.pass(seconds(1.999));
    const jws = await releaseBy(house, message, { nonce });
    expect(await answer(jws)).toMatchObject(refused(409, 'listened-too-briefly'));
    house.clock.pass(1);
    expect(await answer(jws)).toMatchObject({ status: 200 });
  });

  test('when the hold is over is refused', async () => {
    const nonce = await listen();
    house.clock.pass(hours(1));
    expect(await answer(await releaseBy(house, message, { nonce }))).toMatchObject(refused(409, 'hold-over'));
  });

  test.each<[string, number, string, object]>([
    ['of other bytes', 409, 'recording-changed', { recording: sha256('other') }],
    ['of another story', 409, 'story-changed', { story: storyDigest(aStory(2.9)) }],
    ['to a contact that is not there', 409, 'unknown-contact', { contact: 'eve' as ContactId }],
    [
      'to another address',
      409,
      'address-changed',
      { addresses: [{ channel: 'email', digest: sha256('other') }] },
    ],
    ['with one tap', 403, 'friction-too-low', { friction: 'tap' }],
    ['of another message', 403, 'other-message', { message: '01JOTHER' as MessageId }],
    ['under another trust list', 409, 'other-trust-list', { trustHead: sha256('other') }],
    ['that is over already', 409, 'send-by-passed', { sendBy: noon }],
    ['that says more than it may', 403, 'not-signed', { also: 'this' }],
  ])('%s is refused', async (_, status, code, more) => {
    const nonce = await listen();
    house.clock.pass(seconds(10));
    const before = kept();
    expect(await answer(await releaseBy(house, message, { nonce, ...more }))).toMatchObject(
      refused(status, code),
    );
    expect(kept()).toEqual(before);
  });

  test('signed by a foreign phone is refused, though a paired one brings it', async () => {
    const mallory = await aPhone();
    const jws = await mallory.sign(aRelease(message, await trustOf(house), { nonce: await listen() }));
    house.clock.pass(seconds(10));
    expect(await answer(jws)).toMatchObject(refused(403, 'unknown-phone'));
  });

  test('of a message that is not there is refused', async () => {
    const jws = await house.phone.sign(
      aRelease({ ...message, id: '01JNONE' as MessageId }, await trustOf(house)),
    );
    expect(await call('POST', '/messages/01JNONE/answer', { jws })).toMatchObject(
      refused(404, 'no-such-message'),
    );
  });

  test('of words that have no voice yet is refused as not ready', async () => {
    const words = await aHouse();
    await dictating(words);
    const jws = await words.phone.sign(aRelease(message, await trustOf(words)));
    expect(await aCompanion(words).call('POST', path('/answer'), { jws })).toMatchObject(
      refused(409, 'not-ready'),
    );
  });

  test('after another answer is refused, with whose that was', async () => {
    await moving(house, message, { do: 'discard', by: 'voice' });
    expect(await answer(await releaseBy(house, message))).toMatchObject({
      status: 409,
      body: { code: 'already-answered', by: 'voice' },
    });
  });

  test('after one by another phone is refused, with which that was', async () => {
    await release();
    house.documents.tamper(house.household, 'message', message.id, one => ({
      ...one,
      answer: { ...('answer' in one ? one.answer : {}), jws: 'another', phone: 'eva' as PhoneId },
    }));
    expect(await answer(await releaseBy(house, message, { nonce: 'nonce-1' }))).toMatchObject({
      body: { code: 'already-answered', by: 'eva' },
    });
  });
});

describe('while nobody knows whether it arrived', () => {
  let jws: string;

  beforeEach(async () => {
    const nonce = await listen();
    house.clock.pass(seconds(10));
    jws = await releaseBy(house, message, { nonce });
    await answer(jws);
    house.clock.pass(defaultSettings.undo);
    await moving(house, message, { do: 'claim', claim: aClaim() });
    await moving(house, message, { do: 'lose-claim' });
    const trust = await trustOf(house);
    await call('POST', '/trust', { link: await aLink(house.phone, trust.links, removes(aContact())) });
  });

  test('the same release is confirmed, though its contact was removed since', async () => {
    expect(await answer(jws)).toMatchObject({ status: 200, body: { message: { state: 'unknown' } } });
  });

  test('a new one is held against what is true now', async () => {
    const nonce = await listen();
    house.clock.pass(seconds(10));
    expect(await answer(await releaseBy(house, message, { nonce }))).toMatchObject(
      refused(409, 'unknown-contact'),
    );
  });
});

describe('a discard', () => {
  test('needs no listening, and can say that nobody meant it', async () => {
    expect(await answer(await discard(true))).toMatchObject({
      status: 200,
      body: { message: { state: 'discarded', answer: { type: 'discard', notMe: true } } },
    });
  });

  test('sent again changes nothing', async () => {
    const jws = await discard();
    await answer(jws);
    const before = kept();
    expect(await answer(jws)).toMatchObject({ status: 200 });
    expect(kept()).toEqual(before);
  });

  test('of words that have no voice yet is taken', async () => {
    const words = await aHouse();
    await dictating(words);
    const jws = await discardBy(words);
    expect(await aCompanion(words).call('POST', path('/answer'), { jws })).toMatchObject({ status: 200 });
  });

  test('after a release is refused, with whose that was', async () => {
    await release();
    expect(await answer(await discard())).toMatchObject({
      status: 409,
      body: { code: 'already-answered', by: house.phone.id },
    });
  });
});

describe('taking a release back', () => {
  test('leaves the message held, and the same release is worth nothing any more', async () => {
    const nonce = await listen();
    house.clock.pass(seconds(10));
    const jws = await releaseBy(house, message, { nonce });
    await answer(jws);
    expect(await call('POST', path('/undo'))).toMatchObject({
      status: 200,
      body: { message: { state: 'held' } },
    });
    expect(await answer(jws)).toMatchObject(refused(409, 'not-listened'));
    await listen();
    house.clock.pass(seconds(10));
    expect(await answer(jws)).toMatchObject(refused(409, 'not-listened'));
  });

  test('is too late once it is on its way', async () => {
    const { id } = await releasing(house, { id: '01JRELEASED' as MessageId });
    await moving(house, { id }, { do: 'claim', claim: aClaim() });
    expect(await call('POST', `/messages/${id}/undo`)).toMatchObject(refused(409, 'not-released'));
  });

  test('of what is not there is refused', async () => {
    expect(await call('POST', '/messages/01JNONE/undo')).toMatchObject(refused(404, 'no-such-message'));
  });
});

describe('the trust list', () => {
  const tom = aContact({ id: 'tom' as ContactId, name: 'Tom' });
  const linkFor = async (said = puts(tom), more = {}) =>
    aLink(house.phone, (await trustOf(house)).links, said, more);

  test('is given as it is stored', async () => {
    const { links } = await trustOf(house);
    expect((await call('GET', '/trust')).body).toEqual({ links });
  });

  test.each([
    ['the one that is missing', '?known=1', 1],
    ['none to a phone that knows all', '?known=2', 2],
    ['all to a phone that knows none', '?known=0', 0],
    ['all to a phone that says nothing', '', 0],
    ['all to a phone that knows more than there are', '?known=3', 0],
    ['all to a phone that knows beyond all numbers', `?known=${'9'.repeat(400)}`, 0],
    ['all for a number below zero', '?known=-1', 0],
    ['all for half a link', '?known=1.5', 0],
    ['all for a number in other letters', '?known=0x1', 0],
    ['all for what is no number', '?known=one', 0],
    ['all for nothing', '?known=', 0],
    ['the one that is missing beside older messages', '?before=01JZ&known=1', 1],
  ])('comes with the messages: %s', async (_, query, from) => {
    const { links } = await trustOf(house);
    expect(links).toHaveLength(2);
    expect(await call('GET', `/messages${query}`)).toMatchObject({
      status: 200,
      body: { messages: [{ id: message.id }], trust: { head: headOfLinks(links), links: links.slice(from) } },
    });
  });

  test('takes a link of a paired phone', async () => {
    const { links } = await trustOf(house);
    const link = await linkFor();
    expect(await call('POST', '/trust', { link })).toMatchObject({
      status: 200,
      body: { links: [...links, link] },
    });
    expect(await trustOf(house)).toMatchObject({ version: 2, links: [...links, link] });
  });

  test('takes the same link again without a change', async () => {
    const link = await linkFor();
    const first = await call('POST', '/trust', { link });
    expect(await call('POST', '/trust', { link })).toMatchObject({ status: 200, body: first.body });
    expect(await trustOf(house)).toMatchObject({ version: 2 });
  });

  test('takes one of two links that follow the same, and tells the other that it moved', async () => {
    const both = [await linkFor(), await linkFor(removes(aContact()))];
    const answers = await Promise.all(both.map(link => call('POST', '/trust', { link })));
    // Which of them is faster is nobody's promise.
    const ends = answers.map(({ status, body }) => body.code ?? String(status));
    expect(new Set(ends)).toEqual(new Set(['200', 'trust-list-changed']));
    expect((await trustOf(house)).links).toHaveLength(3);
  });

  test.each<[string, number, string, () => Promise<string>]>([
    [
      'of a foreign phone',
      422,
      'link-refused',
      async () => aLink(await aPhone(), (await trustOf(house)).links, puts(tom)),
    ],
    ['that says something unknown', 422, 'link-refused', () => linkFor(puts(tom), { type: 'admit' })],
    ['of another household', 422, 'link-refused', () => linkFor(puts(tom), { household: 'household-2' })],
    [
      'with something that is no address',
      422,
      'link-refused',
      () => linkFor(puts({ ...tom, addresses: [{ channel: 'email', address: 'tom' }] })),
    ],
    ['that follows another', 409, 'trust-list-changed', () => linkFor(puts(tom), { prev: sha256('other') })],
    ['that is no link', 409, 'trust-list-changed', async () => 'nonsense'],
  ])('refuses a link %s', async (_, status, code, link) => {
    const before = kept();
    expect(await call('POST', '/trust', { link: await link() })).toMatchObject(refused(status, code));
    expect(kept()).toEqual(before);
  });
});

describe('rooms', () => {
  beforeEach(noteRoom);

  test('are listed, and named by the owner', async () => {
    expect((await call('GET', '/rooms')).body).toEqual({
      rooms: [{ id: 'room-kitchen', name: 'Echo 1', paused: false }],
    });
    expect(await call('PUT', '/rooms/room-kitchen', { name: ' Kitchen ' })).toMatchObject({ status: 200 });
    expect((await call('GET', '/rooms')).body).toEqual({
      rooms: [{ id: 'room-kitchen', name: 'Kitchen', paused: false }],
    });
  });

  test('that were never heard from cannot be named', async () => {
    expect(await call('PUT', '/rooms/room-cellar', { name: 'Cellar' })).toMatchObject(
      refused(404, 'not-found'),
    );
  });

  test('named while another was heard from for the first time are both kept', async () => {
    let once = false;
    const documents: Documents = {
      ...house.documents,
      async put(document, ifVersion, also) {
        if (document.kind === 'household' && !once) {
          once = true;
          house.documents.tamper(house.household, 'household', 'household', one => ({
            ...one,
            version: one.version + 1,
            rooms: addRoom(one.rooms, aRoomId('room-hall')),
          }));
        }
        return house.documents.put(document, ifVersion, also);
      },
    };
    const raced = await aCompanion(house, { documents }).call('PUT', '/rooms/room-kitchen', {
      name: 'Kitchen',
    });
    expect(raced.body).toEqual({
      rooms: [
        { id: 'room-kitchen', name: 'Kitchen', paused: false },
        { id: 'room-hall', name: 'Echo 2', paused: false },
      ],
    });
  });

  test.each([{}, { name: '' }, { name: ' ' }, { name: 'x'.repeat(61) }, { name: 1 }, { name: 'a', also: 1 }])(
    'cannot be named %j',
    async body => {
      expect(await call('PUT', '/rooms/room-kitchen', body)).toMatchObject(refused(400, 'body-malformed'));
    },
  );
});

test('stopped conversations are listed with their story', async () => {
  const stopped = {
    id: '01JSTOPPED' as ConversationId,
    at: noon,
    room: { id: aRoomId(), name: 'Kitchen' },
    why: 'unlikely' as const,
    story: aStory(-3),
  };
  await house.documents.put({ kind: 'stopped', household: house.household, version: 0, ...stopped }, 0);
  expect((await call('GET', '/stopped')).body).toEqual({ stopped: [stopped] });
});

describe('problems', () => {
  test('are told as RFC 9457 says, with a code', async () => {
    const answered = await call('GET', '/messages/01JNONE');
    expect(answered).toMatchObject({ status: 404, type: 'application/problem+json' });
    expect(answered.body).toEqual({
      type: 'urn:second-yes:problem:no-such-message',
      title: 'There is no such message.',
      status: 404,
      code: 'no-such-message',
    });
  });

  test('a path that is not there is one', async () => {
    const { api } = aCompanion(house);
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

  test('a body that does not tell its length, and goes on, is refused too', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(16 * 1024));
        if ((sent += 1) > 1_000) controller.close();
      },
    });
    const { api } = aCompanion(house);
    const response = await api.request(`${origin}/households/${house.household}/trust`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });

  test('of the store are told as storage-failed, with nothing of what went wrong inside', async () => {
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
      const broken = aCompanion(house, { documents: { ...house.documents, ...part } });
      for (const [method, at] of requests) {
        const answered = await broken.call(method, at);
        expect(answered).toMatchObject({
          ...refused(503, 'storage-failed'),
          type: 'application/problem+json',
        });
        expect(answered.text).not.toMatch(/SQLITE|house\.db|TypeError/);
      }
      expect(broken.lines).toContain('{"event":"request failed","code":"TypeError"}');
      expect(broken.lines.join('\n')).not.toMatch(/SQLITE|house\.db/);
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
        aCompanion(house, {
          documents: { ...house.documents, overview: () => Promise.reject(new Error('disk')) },
        }).call('GET', '/messages'),
    ],
  ])('is kept by nobody, taken for nothing else and framed nowhere (%s)', async (_, answered) => {
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
