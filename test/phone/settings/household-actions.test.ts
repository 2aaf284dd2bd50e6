import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Held } from '../../../core/message/message.ts';
import type { Session } from '../../../phone/session/session.ts';
import { householdActionsOf } from '../../../phone/settings/household-actions.ts';
import type { TestHousehold } from '../../support/builders/a-household.ts';
import { aSessionWithMessage, type SessionWithMessage } from '../../support/builders/a-phone-session.ts';

let home: TestHousehold;
let message: Held;
let session: Session;
let viewed: SessionWithMessage['viewed'];

beforeEach(async () => {
  ({ home, message, session, viewed } = await aSessionWithMessage());
});

describe('the household', () => {
  test('a room can be renamed', async () => {
    const room = { id: message.room, name: 'Echo 1' };
    const { household } = home;
    await home.documents.put({ kind: 'household', household, id: 'household', version: 0, rooms: [room] }, 0);
    expect(await householdActionsOf(session).renameRoom(room.id, 'Kitchen')).toBeUndefined();
    await session.refresh({ settings: true });
    expect(session.state.get().rooms).toEqual([{ id: room.id, name: 'Kitchen', paused: false }]);
    expect(viewed().room.name).toBe('Kitchen');
  });
});
