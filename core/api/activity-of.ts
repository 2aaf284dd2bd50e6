import { firstLinkSchema, linkSchema, type Link } from '../approval/link.ts';
import { decodeUnverified } from '../approval/jws.ts';
import type { Activity, Deed } from '../household/activity.ts';
import type { MessageId, PhoneId, RoomId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { HistoryEvent } from '../message/history-entry.ts';
import type { Message } from '../message/message.ts';

/** One line of the activity log: who did what, when, and to what. Never content: names come from the trust list. */
export type ActivityLine = {
  at: Instant;
  /** A phone, a voice, the recovery code, or the house by itself. */
  by: PhoneId | 'voice' | 'recovery' | 'house';
  what: Link['type'] | 'create-household' | Deed['what'] | `message ${HistoryEvent}`;
  message?: MessageId;
  room?: RoomId;
  /** The contact, phone or passkey it was done to; a setting's name. */
  about?: string;
};

/** Everything that was done in a household, newest first, out of the three places where it is told. */
export function activityOf({
  links,
  messages,
  kept,
}: {
  links: readonly string[];
  messages: readonly Message[];
  kept: readonly Activity[];
}): ActivityLine[] {
  return [
    ...links.flatMap(lineOfLink),
    ...messages.flatMap(linesOfMessage),
    ...kept.map(({ at, by, did: { what, ...more } }) => ({ at, by, what, ...more })),
  ].sort((a, b) => b.at - a.at);
}

function lineOfLink(jws: string): ActivityLine[] {
  const read = decodeUnverified(jws);
  const founded = firstLinkSchema.safeParse(read?.payload);
  if (founded.success) return [{ at: founded.data.at, by: 'house', what: 'create-household' }];
  const said = linkSchema.safeParse(read?.payload);
  if (!said.success) return [];
  const { type: does, at } = said.data;
  const by = does === 'recover' ? 'recovery' : (read?.header['kid'] as PhoneId);
  const about = aboutOf(said.data);
  return [{ at, by, what: does, ...(about !== undefined && { about }) }];
}

function aboutOf(said: Link): string | undefined {
  switch (said.type) {
    case 'put-contact':
      return said.contact.id;
    case 'remove-contact':
      return said.contact;
    case 'rename-phone':
    case 'revoke-phone':
      return said.phone;
    case 'add-passkey':
      return said.passkey.name;
    case 'change-settings':
      return Object.keys(said.settings).join(' ');
    case 'admit-phone':
    case 'recover':
      return said.phone.name;
    case 'remove-passkey':
      return undefined;
  }
}

const linesOfMessage = ({ id: message, room, history }: Message): ActivityLine[] =>
  history.map(entry => ({
    at: entry.at,
    by: 'by' in entry ? entry.by : 'house',
    what: `message ${entry.event}`,
    message,
    room,
  }));
