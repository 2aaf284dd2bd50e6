import type { ActivityLine } from '../../core/api/activity.ts';
import type { RoomView } from '../../core/api/room-routes.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { ContactId, PhoneId, RoomId } from '../../core/household/ids.ts';
import { describeActor, findPhoneName } from '../session/actor-text.ts';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

type Known = { me: PhoneId; trust: TrustList | undefined; rooms: readonly RoomView[] };

/** Describes one line of the activity log in a sentence. Names come from the trust list. */
export function describeActivity({ by, action }: ActivityLine, known: Known): string {
  const { me, trust, rooms } = known;
  const names = {
    contact: (id: ContactId) => trust?.contacts.get(id)?.name,
    phone: (id: PhoneId) => findPhoneName(trust, id),
    room: (id: RoomId) => rooms.find(room => room.id === id)?.name,
  };
  const isMessage = action.code === 'message-changed';
  const who = !isMessage ? nameActor(by, known) : by === 'second-yes' ? '' : describeActor(by, me, trust);
  return settingsTexts.activity.sentence(who, action, names);
}

function nameActor(by: ActivityLine['by'], { me, trust }: Known): string {
  const { actors } = settingsTexts.activity;
  if (by === 'second-yes') return actors.secondYes;
  if (by === 'voice') return actors.voice;
  if (by === 'recovery-code') return actors.recoveryCode;
  return by === me ? commonTexts.you : (findPhoneName(trust, by) ?? commonTexts.anotherPhone);
}
