import { beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { seconds } from '../../../core/household/instant.ts';
import type { SettingsChange } from '../../../core/household/settings.ts';
import type { Held } from '../../../core/message/message.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import {
  aHousehold,
  holding,
  moving,
  type TestHousehold,
  releaseBy,
} from '../../support/builders/a-household.ts';
import { aContact, aStory, aVerifiedDiscard, puts, sets } from '../../support/builders/builders.ts';

const anna = aContact();
const hanna = aContact({ id: 'hanna' as ContactId, name: 'Hanna' });
/** So sure that a tap would do, sure enough to listen, and so unsure that the recipient must be picked. */
const [tap, listen, choose] = [aStory(5), aStory(1.5), aStory(-1)];

let household: TestHousehold;
let call: ReturnType<typeof aCompanion>['call'];

async function aHouseholdWith(settings: SettingsChange = {}): Promise<void> {
  household = await aHousehold({ says: [puts(anna), puts(hanna), sets(settings)] });
  ({ call } = aCompanion(household));
}
beforeEach(() => aHouseholdWith());

const view = async ({ id }: Held) => (await call('GET', `/messages/${id}`)).body['message'] as MessageView;
const nonceFor = async ({ id }: Held) =>
  ((await call('POST', `/messages/${id}/listen`)).body as { nonce: string }).nonce;
const answer = async (message: Held, more: Parameters<typeof releaseBy>[2], contact = anna) =>
  call('POST', `/messages/${message.id}/answer`, { jws: await releaseBy(household, message, more, contact) });

describe('choose', () => {
  test('a message that requires choosing shows neither the name nor the id of its contact', async () => {
    const message = await holding(household, { story: choose });
    const shown = await view(message);
    expect(shown).toMatchObject({ friction: 'choose' });
    expect(JSON.stringify(shown).toLowerCase()).not.toContain('anna');
    const { messages } = (await call('GET', '/messages')).body;
    expect(JSON.stringify(messages).toLowerCase()).not.toContain('anna');
  });

  test('a message that required choosing shows its contact once it is answered', async () => {
    const message = await holding(household, { story: choose });
    const nonce = await nonceFor(message);
    household.clock.pass(seconds(10));
    expect(await answer(message, { nonce })).toMatchObject({
      status: 200,
      body: { message: { contact: 'anna' } },
    });
  });

  test('a release to another contact than the Echo heard is refused as other-than-heard and can be confirmed', async () => {
    const message = await holding(household, { story: choose });
    const nonce = await nonceFor(message);
    household.clock.pass(seconds(10));
    expect(await answer(message, { nonce }, hanna)).toMatchObject({
      status: 409,
      body: { code: 'other-than-heard' },
    });
    expect(await view(message)).toMatchObject({ state: 'held' });
    expect(await answer(message, { nonce, redirected: true }, hanna)).toMatchObject({
      status: 200,
      body: { message: { state: 'released', answer: { contact: 'hanna' } } },
    });
  });

  test('a release after only listening is refused if choosing is required', async () => {
    const message = await holding(household, { story: choose });
    const nonce = await nonceFor(message);
    household.clock.pass(seconds(10));
    expect(await answer(message, { nonce, friction: 'listen' })).toMatchObject({
      body: { code: 'friction-too-low' },
    });
  });
});

describe('tap', () => {
  test('one tap is never enough unless the floor was lowered, however high the confidence is', async () => {
    const message = await holding(household, { story: tap });
    expect(await view(message)).toMatchObject({ friction: 'listen' });
    const nonce = await nonceFor(message);
    expect(await answer(message, { nonce, friction: 'tap' })).toMatchObject({
      body: { code: 'friction-too-low' },
    });
    expect(await answer(message, { nonce, friction: 'listen' })).toMatchObject({
      body: { code: 'listened-too-briefly' },
    });
  });

  test('one tap is enough if the floor was lowered and the confidence reaches its bound', async () => {
    await aHouseholdWith({ floor: 'tap' });
    const message = await holding(household, { story: tap });
    expect(await view(message)).toMatchObject({ friction: 'tap', contact: 'anna' });
    expect(await answer(message, { nonce: await nonceFor(message), friction: 'tap' })).toMatchObject({
      status: 200,
    });
  });

  test('one tap is not enough below its bound, whatever the floor is', async () => {
    await aHouseholdWith({ floor: 'tap' });
    const message = await holding(household, { story: listen });
    expect(await view(message)).toMatchObject({ friction: 'listen' });
    const nonce = await nonceFor(message);
    expect(await answer(message, { nonce, friction: 'tap' })).toMatchObject({
      body: { code: 'friction-too-low' },
    });
  });
});

test('a raised floor requires more for every message', async () => {
  await aHouseholdWith({ floor: 'choose' });
  const shown = await view(await holding(household, { story: tap }));
  expect(shown).toMatchObject({ friction: 'choose' });
  expect(shown).not.toHaveProperty('contact');
});

test('a discard that can still be taken back does not show whom the Echo heard where the owner has to choose', async () => {
  await aHouseholdWith({ floor: 'choose' });
  const message = await holding(household);
  const by = aVerifiedDiscard(message, { phone: household.phone.id });
  await moving(household, message, { do: 'discard', by, undo: seconds(5) });
  expect(await view(message)).toMatchObject({ state: 'discarded' });
  expect(await view(message)).not.toHaveProperty('contact');
});

describe('the time to take back', () => {
  test('the time to undo is shown, and during it any phone can take the release back', async () => {
    await aHouseholdWith({ undo: seconds(20) });
    const message = await holding(household);
    const nonce = await nonceFor(message);
    household.clock.pass(seconds(10));
    const { body } = await answer(message, { nonce });
    expect(body).toMatchObject({
      message: { state: 'released', undoUntil: household.clock.now() + seconds(20) },
    });
    expect(await call('POST', `/messages/${message.id}/undo`)).toMatchObject({
      status: 200,
      body: { message: { state: 'held' } },
    });
  });
});
