import type { TrustList } from '../../core/approval/trust-list.ts';
import type { ActivityLine } from '../../core/api/activity-of.ts';
import type { RoomView } from '../../core/api/views.ts';
import type { ContactId, PhoneId } from '../../core/household/ids.ts';
import type { Settings } from '../../core/household/settings.ts';
import { describeActor, findPhoneName } from '../session/actor-text.ts';
import type { HistoryEvent } from '../../core/message/history-entry.ts';
import { messageTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

type Known = { me: PhoneId; trust: TrustList | undefined; rooms: readonly RoomView[] };

const MESSAGE = 'message ';

/** A line of the activity log as a sentence, with names from the trust list. */
export function describeActivity({ by, what, about, room }: ActivityLine, known: Known): string {
  const text = settingsTexts.activity;
  const who = whoText(by, known);
  const where = known.rooms.find(({ id }) => id === room)?.name;
  if (what.startsWith(MESSAGE)) {
    const event = what.slice(MESSAGE.length) as HistoryEvent;
    const whose = by === 'house' ? undefined : describeActor(by, known.me, known.trust);
    return joined([text.message(messageTexts.historyEvents[event], where), whose]);
  }
  return joined([who, text.did[what] ?? what, where ?? aboutText(what, about, known)]);
}

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter(part => part !== undefined && part !== '').join(' ');

function whoText(by: string, { me, trust }: Known): string {
  const text = settingsTexts.activity.by;
  if (by === 'house' || by === 'voice' || by === 'recovery') return text[by];
  return by === me ? text.you : (findPhoneName(trust, by) ?? text.another);
}

function aboutText(what: string, about: string | undefined, { trust }: Known): string | undefined {
  if (about === undefined) return undefined;
  if (what === 'put-contact' || what === 'remove-contact')
    return trust?.contacts.get(about as ContactId)?.name ?? settingsTexts.activity.someContact;
  if (what === 'change-settings') return about.split(' ').map(settingLabel).join(', ');
  return findPhoneName(trust, about) ?? about;
}

const settingLabel = (name: string): string =>
  `“${settingsTexts.values[name as keyof Settings]?.label ?? name}”`;
