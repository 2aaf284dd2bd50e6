import { beforeAll, describe, expect, test } from '@jest/globals';
import { replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import type { ActivityLine } from '../../../core/api/activity.ts';
import type { ContactId, MessageId, PhoneId } from '../../../core/household/ids.ts';
import type { HistoryEvent } from '../../../core/message/history-entry.ts';
import { describeActivity } from '../../../phone/settings/activity-text.ts';
import {
  aContact,
  admits,
  aHouseholdId,
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
  trust = (await replayTrustList(links, aHouseholdId(), { anchor })) as TrustList;
});

const rooms = [{ id: aRoomId(), name: 'Kitchen', paused: false }];
const said = (line: Omit<ActivityLine, 'at'>) =>
  describeActivity({ at: noon, ...line }, { me: ben.id, trust, rooms });

describe('A line of the activity log', () => {
  test('a line of the activity log names the phone and what it changed', () => {
    expect(said({ by: ben.id, action: { code: 'contact-saved', contact: aContact().id } })).toBe(
      'You saved contact Anna',
    );
    expect(said({ by: sara.id, action: { code: 'settings-changed', settings: ['undo', 'floor'] } })).toBe(
      'Sara’s phone changed “Time to take a message back”, “Before a message is sent”',
    );
    expect(said({ by: ben.id, action: { code: 'phone-revoked', phone: sara.id } })).toBe(
      'You removed Sara’s phone',
    );
    expect(said({ by: sara.id, action: { code: 'room-paused', room: aRoomId() } })).toBe(
      'Sara’s phone paused Kitchen',
    );
  });

  test('a line of the activity log names the recovery code', () => {
    expect(said({ by: 'recovery-code', action: { code: 'household-recovered', name: 'New phone' } })).toBe(
      'The recovery code removed all phones and added New phone',
    );
  });

  test('a line about a message names its room and who answered', () => {
    const changed = (event: HistoryEvent, room = aRoomId()) => ({
      code: 'message-changed' as const,
      message: '01JMESSAGE' as MessageId,
      room,
      event,
    });
    expect(said({ by: 'second-yes', action: changed('held') })).toBe('Message from Kitchen: held');
    expect(said({ by: ben.id, action: changed('released') })).toBe(
      'Message from Kitchen: approved by this phone',
    );
    expect(said({ by: 'voice', action: changed('discarded', aRoomId('gone')) })).toBe(
      'Message: discarded by voice',
    );
  });

  test('a line about an unknown phone and a removed contact says so', () => {
    expect(
      said({ by: 'unknown' as PhoneId, action: { code: 'contact-removed', contact: 'tom' as ContactId } }),
    ).toBe('Another phone removed contact (removed since)');
  });
});
