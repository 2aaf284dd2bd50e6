import type { ActivityAction } from '../../../api/activity.ts';
import type { ContactId, PhoneId, RoomId } from '../../../household/ids.ts';
import { historyEvents } from './history.ts';
import { settingTexts } from './setting-values.ts';

/** The names of what an action was done to; undefined for what was removed since. */
type Names = {
  contact: (id: ContactId) => string | undefined;
  phone: (id: PhoneId) => string | undefined;
  room: (id: RoomId) => string | undefined;
};

const REMOVED = '(removed since)';

/** What `who` did, as a sentence. In a message's line `who` comes last, unless Second Yes did it by itself. */
function sentence(who: string, action: ActivityAction, names: Names): string {
  const contactName = (id: ContactId) => names.contact(id) ?? REMOVED;
  const phoneName = (id: PhoneId) => names.phone(id) ?? REMOVED;
  const roomName = (id: RoomId) => names.room(id) ?? 'a room';
  switch (action.code) {
    case 'household-created':
      return `${who} started this household`;
    case 'contact-saved':
      return `${who} saved contact ${contactName(action.contact)}`;
    case 'contact-removed':
      return `${who} removed contact ${contactName(action.contact)}`;
    case 'phone-admitted':
      return `${who} added ${action.name}`;
    case 'phone-renamed':
      return `${who} renamed ${phoneName(action.phone)}`;
    case 'phone-revoked':
      return `${who} removed ${phoneName(action.phone)}`;
    case 'passkey-added':
      return `${who} added the face or fingerprint of ${action.name}`;
    case 'passkey-removed':
      return `${who} removed a face or fingerprint`;
    case 'settings-changed':
      return `${who} changed ${action.settings.map(name => `“${settingTexts[name].label}”`).join(', ')}`;
    case 'household-recovered':
      return `${who} removed all phones and added ${action.name}`;
    case 'room-renamed':
      return `${who} renamed a room to ${names.room(action.room) ?? 'another name'}`;
    case 'room-paused':
      return `${who} paused ${roomName(action.room)}`;
    case 'room-resumed':
      return `${who} resumed ${roomName(action.room)}`;
    case 'household-exported':
      return `${who} downloaded everything`;
    case 'push-turned-on':
      return `${who} turned on notifications`;
    case 'push-turned-off':
      return `${who} turned off notifications`;
    case 'message-changed': {
      const room = names.room(action.room);
      const from = room === undefined ? 'Message' : `Message from ${room}`;
      return `${from}: ${historyEvents[action.event].toLowerCase()} ${who}`.trimEnd();
    }
  }
}

/** What the activity section says. */
export const activity = {
  title: 'Activity',
  about: 'Who did what, from which phone. No words and no recordings.',
  empty: 'Nothing yet.',
  actors: { secondYes: 'Second Yes', voice: 'A voice', recoveryCode: 'The recovery code' },
  sentence,
};
