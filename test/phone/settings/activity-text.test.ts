import { beforeAll, describe, expect, test } from '@jest/globals';
import { replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import type { ActivityLine } from '../../../core/api/activity-of.ts';
import type { MessageId, PhoneId } from '../../../core/household/ids.ts';
import { describeActivity } from '../../../phone/settings/activity-text.ts';
import {
  aContact,
  admits,
  aHousehold,
  anchor,
  aPhone,
  aRoomId,
  aTrustList,
  noon,
  puts,
  type TestPhone,
} from '../../support/builders/builders.ts';

let ben: TestPhone;
let sara: TestPhone;
let trust: TrustList;
beforeAll(async () => {
  [ben, sara] = [await aPhone('Ben’s phone'), await aPhone('Sara’s phone')];
  const { links } = await aTrustList({ phone: ben, says: [puts(aContact()), admits(sara)] });
  trust = (await replayTrustList(links, aHousehold(), { anchor })) as TrustList;
});

const rooms = [{ id: aRoomId(), name: 'Kitchen', paused: false }];
const said = (line: Omit<ActivityLine, 'at'>) =>
  describeActivity({ at: noon, ...line }, { me: ben.id, trust, rooms });

describe('A line of the activity log', () => {
  test('tells what this phone and others did, by name', () => {
    expect(said({ by: ben.id, what: 'put-contact', about: 'anna' })).toBe('You saved contact Anna');
    expect(said({ by: sara.id, what: 'change-settings', about: 'undo floor' })).toBe(
      'Sara’s phone changed “Time to take a message back”, “Before a message is sent”',
    );
    expect(said({ by: ben.id, what: 'revoke-phone', about: sara.id })).toBe('You removed Sara’s phone');
    expect(said({ by: sara.id, what: 'room-paused', room: aRoomId() })).toBe('Sara’s phone paused Kitchen');
  });

  test('tells what the recovery code did', () => {
    expect(said({ by: 'recovery', what: 'recover', about: 'New phone' })).toBe(
      'The recovery code removed all phones and added New phone',
    );
  });

  test('tells what became of a message, from where, and who answered', () => {
    const message = '01JMESSAGE' as MessageId;
    expect(said({ by: 'house', what: 'message held', message, room: aRoomId() })).toBe(
      'Message from Kitchen: held',
    );
    expect(said({ by: ben.id, what: 'message released', message, room: aRoomId() })).toBe(
      'Message from Kitchen: approved by this phone',
    );
    expect(said({ by: 'voice', what: 'message discarded', message })).toBe('Message: discarded by voice');
  });

  test('of who or what is gone says that', () => {
    expect(said({ by: 'unknown' as PhoneId, what: 'remove-contact', about: 'tom' })).toBe(
      'Another phone removed contact (removed since)',
    );
  });
});
