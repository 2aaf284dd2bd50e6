import { beforeEach, describe, expect, test } from '@jest/globals';
import { storyDigest } from '../../../core/confidence/story.ts';
import type { ContactId, MessageId, PhoneId } from '../../../core/household/ids.ts';
import { after, hours, seconds } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import type { Held } from '../../../core/message/message.ts';
import type { Document } from '../../../services/ports/documents.ts';
import { aCompanion, type Answer } from '../../support/builders/a-companion.ts';
import {
  aHousehold,
  dictating,
  holding,
  type TestHousehold,
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
  aRelease,
  aStory,
  noon,
  removes,
} from '../../support/builders/builders.ts';

let household: TestHousehold;
let message: Held;
let call: ReturnType<typeof aCompanion>['call'];

beforeEach(async () => {
  household = await aHousehold();
  message = await holding(household);
  ({ call } = aCompanion(household));
});

const refused = (status: number, code: string) => ({ status, body: { code } });
const path = (rest = '') => `/messages/${message.id}${rest}`;
const listen = async () => ((await call('POST', path('/listen'))).body as { nonce: string }).nonce;
const answer = (jws: string) => call('POST', path('/answer'), { jws });
const discard = (notMe = false) => discardBy(household, { notMe });
const discardBy = async (from: TestHousehold, more: { notMe?: boolean } = {}) =>
  from.phone.sign(aDiscard(message, await trustOf(from), more));

/** Listens for long enough and releases. */
async function release(): Promise<Answer> {
  const nonce = await listen();
  household.clock.pass(seconds(10));
  return answer(await releaseBy(household, message, { nonce }));
}

/** All that is stored but proofs, which every request leaves. */
const kept = (): Document[] => household.documents.everything().filter(({ kind }) => kind !== 'proof');

describe('a release', () => {
  test('a release is accepted, stored as it was signed, and shown', async () => {
    const answered = await release();
    expect(answered).toMatchObject({
      status: 200,
      body: {
        message: {
          state: 'released',
          answer: {
            type: 'release',
            phone: household.phone.id,
            contact: 'anna',
            at: after(noon, seconds(10)),
          },
        },
      },
    });
    expect(await storedMessage(household, message)).toMatchObject({ state: 'released' });
  });

  test('a release that is sent again after a lost answer changes nothing', async () => {
    const nonce = await listen();
    household.clock.pass(seconds(10));
    const jws = await releaseBy(household, message, { nonce });
    const first = await answer(jws);
    const before = kept();
    expect(await answer(jws)).toMatchObject({ status: 200, body: { message: first.body['message'] } });
    expect(kept()).toEqual(before);
  });

  test('a release that is sent three times at once is accepted once', async () => {
    const nonce = await listen();
    household.clock.pass(seconds(10));
    const jws = await releaseBy(household, message, { nonce });
    const answers = await Promise.all([answer(jws), answer(jws), answer(jws)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { history } = await storedMessage(household, message);
    expect(history.filter(({ event }) => event === 'released')).toHaveLength(1);
  });

  test('an accepted release is confirmed again after its contact was removed', async () => {
    const nonce = await listen();
    household.clock.pass(seconds(10));
    const jws = await releaseBy(household, message, { nonce });
    await answer(jws);
    const trust = await trustOf(household);
    const link = await aLink(household.phone, trust.links, removes(aContact()));
    await call('POST', '/trust', { link });
    household.clock.pass(hours(30));
    expect(await answer(jws)).toMatchObject({ status: 200 });
  });

  test('a release before half of the recording was played is refused', async () => {
    expect(await answer(await releaseBy(household, message))).toMatchObject(refused(409, 'not-listened'));
    const nonce = await listen();
    household.clock.pass(seconds(1.999));
    const jws = await releaseBy(household, message, { nonce });
    expect(await answer(jws)).toMatchObject(refused(409, 'listened-too-briefly'));
    household.clock.pass(1);
    expect(await answer(jws)).toMatchObject({ status: 200 });
  });

  test('a release after the hold is refused as hold-over', async () => {
    const nonce = await listen();
    household.clock.pass(hours(1));
    expect(await answer(await releaseBy(household, message, { nonce }))).toMatchObject(
      refused(409, 'hold-over'),
    );
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
  ])('a release %s is refused', async (_, status, code, more) => {
    const nonce = await listen();
    household.clock.pass(seconds(10));
    const before = kept();
    expect(await answer(await releaseBy(household, message, { nonce, ...more }))).toMatchObject(
      refused(status, code),
    );
    expect(kept()).toEqual(before);
  });

  test('a release signed by a foreign phone is refused, although a paired phone sends it', async () => {
    const mallory = await aPhone();
    const jws = await mallory.sign(aRelease(message, await trustOf(household), { nonce: await listen() }));
    household.clock.pass(seconds(10));
    expect(await answer(jws)).toMatchObject(refused(403, 'unknown-phone'));
  });

  test('a release of an unknown message is refused', async () => {
    const jws = await household.phone.sign(
      aRelease({ ...message, id: '01JNONE' as MessageId }, await trustOf(household)),
    );
    expect(await call('POST', '/messages/01JNONE/answer', { jws })).toMatchObject(
      refused(404, 'no-such-message'),
    );
  });

  test('a release of a message that is not rendered yet is refused as not-ready', async () => {
    const words = await aHousehold();
    await dictating(words);
    const jws = await words.phone.sign(aRelease(message, await trustOf(words)));
    expect(await aCompanion(words).call('POST', path('/answer'), { jws })).toMatchObject(
      refused(409, 'not-ready'),
    );
  });

  test('a release after a discard by voice is refused with who answered first', async () => {
    await moving(household, message, { do: 'discard', by: 'voice' });
    expect(await answer(await releaseBy(household, message))).toMatchObject({
      status: 409,
      body: { code: 'already-answered', by: 'voice' },
    });
  });

  test('a release after another phone’s release is refused with that phone’s id', async () => {
    await release();
    household.documents.tamper(household.household, 'message', message.id, one => ({
      ...one,
      answer: { ...('answer' in one ? one.answer : {}), jws: 'another', phone: 'eva' as PhoneId },
    }));
    expect(await answer(await releaseBy(household, message, { nonce: 'nonce-1' }))).toMatchObject({
      body: { code: 'already-answered', by: 'eva' },
    });
  });
});

describe('a message whose delivery is unknown', () => {
  let jws: string;

  beforeEach(async () => {
    const nonce = await listen();
    household.clock.pass(seconds(10));
    jws = await releaseBy(household, message, { nonce });
    await answer(jws);
    household.clock.pass(defaultSettings.undo);
    await moving(household, message, { do: 'claim', claim: aClaim() });
    await moving(household, message, { do: 'lose-claim' });
    const trust = await trustOf(household);
    await call('POST', '/trust', { link: await aLink(household.phone, trust.links, removes(aContact())) });
  });

  test('the same release of an unknown delivery is confirmed, although its contact was removed', async () => {
    expect(await answer(jws)).toMatchObject({ status: 200, body: { message: { state: 'unknown' } } });
  });

  test('a new release after an unknown delivery is checked against the contacts of now', async () => {
    const nonce = await listen();
    household.clock.pass(seconds(10));
    expect(await answer(await releaseBy(household, message, { nonce }))).toMatchObject(
      refused(409, 'unknown-contact'),
    );
  });
});

describe('a discard', () => {
  test('a discard needs no listening, and can say that nobody meant the message', async () => {
    expect(await answer(await discard(true))).toMatchObject({
      status: 200,
      body: { message: { state: 'discarded', answer: { type: 'discard', notMe: true } } },
    });
  });

  test('a discard that is sent again changes nothing', async () => {
    const jws = await discard();
    await answer(jws);
    const before = kept();
    expect(await answer(jws)).toMatchObject({ status: 200 });
    expect(kept()).toEqual(before);
  });

  test('a discard of a message that is not rendered yet is accepted', async () => {
    const words = await aHousehold();
    await dictating(words);
    const jws = await discardBy(words);
    expect(await aCompanion(words).call('POST', path('/answer'), { jws })).toMatchObject({ status: 200 });
  });

  test('a discard after a release is refused with who answered first', async () => {
    await release();
    expect(await answer(await discard())).toMatchObject({
      status: 409,
      body: { code: 'already-answered', by: household.phone.id },
    });
  });
});

describe('taking a release back', () => {
  test('an undone release leaves the message held, and cannot be used again', async () => {
    const nonce = await listen();
    household.clock.pass(seconds(10));
    const jws = await releaseBy(household, message, { nonce });
    await answer(jws);
    expect(await call('POST', path('/undo'))).toMatchObject({
      status: 200,
      body: { message: { state: 'held' } },
    });
    expect(await answer(jws)).toMatchObject(refused(409, 'not-listened'));
    await listen();
    household.clock.pass(seconds(10));
    expect(await answer(jws)).toMatchObject(refused(409, 'not-listened'));
  });

  test('an undo after the courier’s claim is refused', async () => {
    const { id } = await releasing(household, { id: '01JRELEASED' as MessageId });
    await moving(household, { id }, { do: 'claim', claim: aClaim() });
    expect(await call('POST', `/messages/${id}/undo`)).toMatchObject(refused(409, 'not-released'));
  });

  test('an undone discard leaves the message held', async () => {
    expect(await answer(await discard())).toMatchObject({
      body: { message: { state: 'discarded', undoUntil: household.clock.now() + defaultSettings.undo } },
    });
    const undone = await call('POST', path('/undo'));
    expect(undone).toMatchObject({ status: 200, body: { message: { state: 'held' } } });
    expect(undone).not.toHaveProperty('body.message.answer');
  });

  test('an undo of a discard whose time is over is refused', async () => {
    await answer(await discard());
    household.clock.pass(defaultSettings.undo);
    await moving(household, message, { do: 'end-undo' });
    expect(await call('POST', path('/undo'))).toMatchObject(refused(409, 'not-released'));
  });

  test('an undo of an unknown message is refused', async () => {
    expect(await call('POST', '/messages/01JNONE/undo')).toMatchObject(refused(404, 'no-such-message'));
  });
});
