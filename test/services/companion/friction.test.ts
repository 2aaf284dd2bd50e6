import { beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { seconds } from '../../../core/household/instant.ts';
import type { SettingsChange } from '../../../core/household/settings.ts';
import type { Held } from '../../../core/message/message.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHouse, holding, type House, releaseBy } from '../../support/builders/a-household.ts';
import { aContact, aStory, puts, sets } from '../../support/builders/builders.ts';

const anna = aContact();
const hanna = aContact({ id: 'hanna' as ContactId, name: 'Hanna' });
/** So sure that a tap would do, sure enough to listen, and so unsure that the recipient must be picked. */
const [tap, listen, choose] = [aStory(5), aStory(1.5), aStory(-1)];

let house: House;
let call: ReturnType<typeof aCompanion>['call'];

async function aHouseSet(settings: SettingsChange = {}): Promise<void> {
  house = await aHouse({ says: [puts(anna), puts(hanna), sets(settings)] });
  ({ call } = aCompanion(house));
}
beforeEach(() => aHouseSet());

const view = async ({ id }: Held) => (await call('GET', `/messages/${id}`)).body['message'] as MessageView;
const nonceFor = async ({ id }: Held) =>
  ((await call('POST', `/messages/${id}/listen`)).body as { nonce: string }).nonce;
const answer = async (message: Held, more: Parameters<typeof releaseBy>[2], contact = anna) =>
  call('POST', `/messages/${message.id}/answer`, { jws: await releaseBy(house, message, more, contact) });

describe('choose', () => {
  test('shows no recipient, by name or id, to who has to pick it', async () => {
    const message = await holding(house, { story: choose });
    const shown = await view(message);
    expect(shown).toMatchObject({ friction: 'choose' });
    expect(JSON.stringify(shown).toLowerCase()).not.toContain('anna');
    const { messages } = (await call('GET', '/messages')).body;
    expect(JSON.stringify(messages).toLowerCase()).not.toContain('anna');
  });

  test('shows whom it went to, once that is decided', async () => {
    const message = await holding(house, { story: choose });
    const nonce = await nonceFor(message);
    house.clock.pass(seconds(10));
    expect(await answer(message, { nonce })).toMatchObject({
      status: 200,
      body: { message: { contact: 'anna' } },
    });
  });

  test('asks whether it is meant, where another was picked than the Echo heard; nothing is spent by asking', async () => {
    const message = await holding(house, { story: choose });
    const nonce = await nonceFor(message);
    house.clock.pass(seconds(10));
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

  test('is not met by listening', async () => {
    const message = await holding(house, { story: choose });
    const nonce = await nonceFor(message);
    house.clock.pass(seconds(10));
    expect(await answer(message, { nonce, friction: 'listen' })).toMatchObject({
      body: { code: 'friction-too-low' },
    });
  });
});

describe('tap', () => {
  test('is never enough where the floor was not lowered, however sure', async () => {
    const message = await holding(house, { story: tap });
    expect(await view(message)).toMatchObject({ friction: 'listen' });
    const nonce = await nonceFor(message);
    expect(await answer(message, { nonce, friction: 'tap' })).toMatchObject({
      body: { code: 'friction-too-low' },
    });
    expect(await answer(message, { nonce, friction: 'listen' })).toMatchObject({
      body: { code: 'listened-too-briefly' },
    });
  });

  test('is enough at once where it was, and the confidence is above its bound', async () => {
    await aHouseSet({ floor: 'tap' });
    const message = await holding(house, { story: tap });
    expect(await view(message)).toMatchObject({ friction: 'tap', contact: 'anna' });
    expect(await answer(message, { nonce: await nonceFor(message), friction: 'tap' })).toMatchObject({
      status: 200,
    });
  });

  test('is not enough below its bound, whatever the floor', async () => {
    await aHouseSet({ floor: 'tap' });
    const message = await holding(house, { story: listen });
    expect(await view(message)).toMatchObject({ friction: 'listen' });
    const nonce = await nonceFor(message);
    expect(await answer(message, { nonce, friction: 'tap' })).toMatchObject({
      body: { code: 'friction-too-low' },
    });
  });
});

test('a floor that was raised asks for more of every message', async () => {
  await aHouseSet({ floor: 'choose' });
  const shown = await view(await holding(house, { story: tap }));
  expect(shown).toMatchObject({ friction: 'choose' });
  expect(shown).not.toHaveProperty('contact');
});

describe('the time to take back', () => {
  test('is shown, and during it any phone can take the release back', async () => {
    await aHouseSet({ undo: seconds(20) });
    const message = await holding(house);
    const nonce = await nonceFor(message);
    house.clock.pass(seconds(10));
    const { body } = await answer(message, { nonce });
    expect(body).toMatchObject({
      message: { state: 'released', undoUntil: house.clock.now() + seconds(20) },
    });
    expect(await call('POST', `/messages/${message.id}/undo`)).toMatchObject({
      status: 200,
      body: { message: { state: 'held' } },
    });
  });
});
