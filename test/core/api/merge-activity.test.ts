import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActivityLine } from '../../../core/api/activity.ts';
import { mergeActivity } from '../../../core/api/merge-activity.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import { seconds } from '../../../core/household/instant.ts';
import { changeRoom } from '../../../services/storage/change-room.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import {
  aHousehold,
  holding,
  type TestHousehold,
  releaseBy,
  trustOf,
} from '../../support/builders/a-household.ts';
import {
  aContact,
  admits,
  aLink,
  aPhone,
  aRoomId,
  noon,
  recovers,
  sets,
  theRecovery,
  headOfLinks,
} from '../../support/builders/builders.ts';

let household: TestHousehold;
let call: ReturnType<typeof aCompanion>['call'];
beforeEach(async () => {
  household = await aHousehold();
  ({ call } = aCompanion(household));
});

const activity = async () => (await call('GET', '/activity')).body['activity'] as ActivityLine[];
const links = async () => (await call('GET', '/trust')).body['links'] as string[];

describe('the activity log', () => {
  test('the activity log says which phone released a message, and when', async () => {
    const message = await holding(household);
    const { nonce } = (await call('POST', `/messages/${message.id}/listen`)).body as { nonce: string };
    household.clock.pass(seconds(10));
    await call('POST', `/messages/${message.id}/answer`, {
      jws: await releaseBy(household, message, { nonce }),
    });
    expect(await activity()).toContainEqual({
      at: household.clock.now(),
      by: household.phone.id,
      action: { code: 'message-changed', message: message.id, room: message.room, event: 'released' },
    });
  });

  test('the activity log says who admitted a phone, and who changed which setting', async () => {
    const sara = await aPhone('Sara’s phone');
    await call('POST', '/trust', { link: await aLink(household.phone, await links(), admits(sara)) });
    await call(
      'POST',
      '/trust',
      { link: await aLink(sara, await links(), sets({ undo: 0, floor: 'tap' })) },
      { by: sara },
    );
    const lines = await activity();
    expect(lines).toContainEqual({
      at: noon,
      by: household.phone.id,
      action: { code: 'phone-admitted', name: 'Sara’s phone' },
    });
    expect(lines).toContainEqual({
      at: noon,
      by: sara.id,
      action: { code: 'settings-changed', settings: ['floor', 'undo'] },
    });
  });

  test('the activity log says that an export was made, and a room renamed, paused or resumed', async () => {
    await changeRoom(household.documents, { household: household.household, id: aRoomId() }, room => room);
    await call('PUT', `/rooms/${aRoomId()}`, { name: 'Kitchen' });
    await call('PUT', `/rooms/${aRoomId()}`, { paused: true });
    await call('PUT', `/rooms/${aRoomId()}`, { paused: false });
    const { links } = await trustOf(household);
    await call('POST', '/export', { head: headOfLinks(links) });
    const mine = (await activity()).filter(({ by }) => by === household.phone.id);
    expect(mine.map(({ action }) => action.code).sort()).toEqual([
      'contact-saved',
      'household-exported',
      'room-paused',
      'room-renamed',
      'room-resumed',
    ]);
  });

  test('the activity log has neither content nor addresses', async () => {
    await holding(household);
    const { text } = await call('GET', '/activity');
    for (const secret of ['Dinner', 'anna@', 'example.org']) expect(text).not.toContain(secret);
  });

  test('the activity log lists the newest 200 lines, newest first', async () => {
    for (let i = 0; i < 205; i++) {
      household.clock.pass(seconds(1));
      await holding(household, {
        id: `01M${String(i).padStart(3, '0')}` as MessageId,
        history: [{ at: household.clock.now(), event: 'held' }],
      });
    }
    const lines = await activity();
    expect(lines).toHaveLength(200);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => b - a));
  });
});

test('a recovery is listed as done by the recovery code', async () => {
  const [recovery, sara, next] = await Promise.all([theRecovery, aPhone('Sara’s phone'), aPhone()]);
  const chain = await links();
  const link = await aLink(recovery, chain, recovers(sara, next));
  expect(mergeActivity({ links: [...chain, link], messages: [], activities: [] })).toContainEqual({
    at: noon,
    by: 'recovery-code',
    action: { code: 'household-recovered', name: 'Sara’s phone' },
  });
});

test('a link that cannot be read gives no line of activity', async () => {
  const chain = await links();
  const told = (list: string[]) => mergeActivity({ links: list, messages: [], activities: [] });
  expect(told([...chain, 'nonsense'])).toEqual(told(chain));
  expect(told(chain)).toEqual([
    { at: noon, by: 'second-yes', action: { code: 'household-created' } },
    { at: noon, by: household.phone.id, action: { code: 'contact-saved', contact: aContact().id } },
  ]);
});
