import { firstLinkSchema, type Link, linkSchema } from '../approval/link.ts';
import { decodeUnverified } from '../approval/jws.ts';
import type { Activity } from '../household/activity.ts';
import { phoneIdSchema } from '../household/ids.ts';
import { settingNames } from '../household/settings.ts';
import type { Message } from '../message/message.ts';
import type { ActivityAction, ActivityLine } from './activity.ts';

/** Everything that was done in a household, newest first: from its trust list, its messages' histories, and its log. */
export function mergeActivity({
  links,
  messages,
  activities,
}: {
  links: readonly string[];
  messages: readonly Message[];
  activities: readonly Activity[];
}): ActivityLine[] {
  return [
    ...links.flatMap(linesOfLink),
    ...messages.flatMap(linesOfMessage),
    ...activities.map(({ at, by, action }) => ({ at, by, action })),
  ].toSorted((a, b) => b.at - a.at);
}

/** What one link did. A link that cannot be read, of a later version for example, gives no line. */
function linesOfLink(jws: string): ActivityLine[] {
  const signed = decodeUnverified(jws);
  const founding = firstLinkSchema.safeParse(signed?.payload);
  if (founding.success)
    return [{ at: founding.data.at, by: 'second-yes', action: { code: 'household-created' } }];
  const { data: read } = linkSchema.safeParse(signed?.payload);
  const by = read?.type === 'recover' ? 'recovery-code' : phoneIdSchema.safeParse(signed?.header['kid']).data;
  return read && by ? [{ at: read.at, by, action: actionOf(read) }] : [];
}

function actionOf(read: Link): ActivityAction {
  switch (read.type) {
    case 'put-contact':
      return { code: 'contact-saved', contact: read.contact.id };
    case 'remove-contact':
      return { code: 'contact-removed', contact: read.contact };
    case 'admit-phone':
      return { code: 'phone-admitted', name: read.phone.name };
    case 'rename-phone':
      return { code: 'phone-renamed', phone: read.phone };
    case 'revoke-phone':
      return { code: 'phone-revoked', phone: read.phone };
    case 'add-passkey':
      return { code: 'passkey-added', name: read.passkey.name };
    case 'remove-passkey':
      return { code: 'passkey-removed' };
    case 'change-settings':
      return {
        code: 'settings-changed',
        settings: settingNames.filter(name => read.settings[name] !== undefined),
      };
    case 'recover':
      return { code: 'household-recovered', name: read.phone.name };
  }
}

const linesOfMessage = ({ id: message, room, history }: Message): ActivityLine[] =>
  history.map(entry => ({
    at: entry.at,
    by: 'by' in entry ? entry.by : 'second-yes',
    action: { code: 'message-changed', message, room, event: entry.event },
  }));
