import type { TrustList } from '../../core/approval/trust-list.ts';
import type { ActivityLine } from '../../core/api/activity-of.ts';
import type { RoomView } from '../../core/api/views.ts';
import type { ContactId, PhoneId } from '../../core/household/ids.ts';
import type { Settings } from '../../core/household/settings.ts';
import { describeActor, findPhoneName } from '../session/actor-text.ts';
import type { HistoryEvent } from '../../core/message/history-entry.ts';
import { commonTexts, messageTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

type Known = { me: PhoneId; trust: TrustList | undefined; rooms: readonly RoomView[] };

type Messages = `message ${HistoryEvent}`;
const MESSAGE = 'message ';
const isOfMessage = (what: ActivityLine['what']): what is Messages => what.startsWith(MESSAGE);

/** Describes one line of the activity log in a sentence. Names come from the trust list. */
export function describeActivity({ by, what, about, room }: ActivityLine, known: Known): string {
  const text = settingsTexts.activity;
  const roomName = known.rooms.find(({ id }) => id === room)?.name;
  if (isOfMessage(what)) {
    const sentence = text.message(
      messageTexts.historyEvents[what.slice(MESSAGE.length) as HistoryEvent],
      roomName,
    );
    return by === 'house' ? sentence : `${sentence} ${describeActor(by, known.me, known.trust)}`;
  }
  // The server may be newer than this app: a code that the app does not know is shown as it is.
  return text.did[what]?.(nameActor(by, known), roomName ?? nameObject(what, about, known)) ?? what;
}

function nameActor(by: string, { me, trust }: Known): string {
  const text = settingsTexts.activity.by;
  if (by === 'house' || by === 'voice' || by === 'recovery') return text[by];
  return by === me ? commonTexts.you : (findPhoneName(trust, by) ?? commonTexts.anotherPhone);
}

function nameObject(what: ActivityLine['what'], about: string | undefined, { trust }: Known): string {
  if (about === undefined) return '';
  if (what === 'put-contact' || what === 'remove-contact')
    return trust?.contacts.get(about as ContactId)?.name ?? settingsTexts.activity.removedContact;
  if (what === 'change-settings') return about.split(' ').map(settingLabel).join(', ');
  return findPhoneName(trust, about) ?? about;
}

const settingLabel = (name: string): string =>
  `“${settingsTexts.values[name as keyof Settings]?.label ?? name}”`;
