import * as z from 'zod/mini';
import { pushTexts } from '../ui/texts.ts';

/** A notification, as a service worker shows it. */
export type ShownNotification = { title: string; options: ShownNotificationOptions };
export type ShownNotificationOptions = NotificationOptions & {
  renotify?: boolean;
  actions?: { action: string; title: string }[];
  data: NotificationData;
};
/** What a tap needs to know: which part of the app to open, and which message the button discards. */
export type NotificationData = { open: string; discard?: string };

const declarative = z.object({
  web_push: z.literal(8030),
  notification: z.object({
    title: z.string(),
    body: z.optional(z.string()),
    navigate: z.string(),
    tag: z.string().check(z.minLength(1)),
    lang: z.string(),
    silent: z.boolean(),
    data: z.optional(z.object({ discard: z.string() })),
  }),
});

const LOOKS = { icon: '/phone/icons/192.png', badge: '/phone/icons/badge.png' };

/** The notification that a push asks for; a push that cannot be read still shows one, as browsers demand. */
export function buildNotification(pushed: unknown): ShownNotification {
  const read = declarative.safeParse(pushed);
  if (!read.success)
    return {
      title: pushTexts.notification.unread,
      options: { ...LOOKS, body: pushTexts.notification.unreadBody, tag: 'unread', data: { open: '' } },
    };
  const { title, body, navigate, tag, lang, silent, data } = read.data.notification;
  return {
    title,
    options: {
      ...LOOKS,
      ...(body !== undefined && { body }),
      tag,
      lang,
      silent,
      // A reminder replaces what shows already, and is heard again; what is silent is not.
      renotify: !silent,
      ...(data && { actions: [{ action: 'discard', title: pushTexts.notification.discard }] }),
      data: { open: fragmentOf(navigate), ...data },
    },
  };
}

/** Only the part within the app counts: the app is at home where this worker is. */
const fragmentOf = (navigate: string): string => (URL.canParse(navigate) ? new URL(navigate).hash : '');

/** What the "Discard" button led to, in the place of the notification it was on. */
export const buildDiscardResult = (
  message: string,
  became: 'discarded' | 'not-confirmed' | { refused: string },
): ShownNotification => {
  const { title, body } =
    became === 'discarded'
      ? { title: pushTexts.notification.discarded, body: pushTexts.notification.discardedBody }
      : became === 'not-confirmed'
        ? { title: pushTexts.notification.notConfirmed, body: pushTexts.notification.notConfirmedBody }
        : { title: pushTexts.notification.notDiscarded, body: became.refused };
  const data = { open: `#message=${message}` };
  return { title, options: { ...LOOKS, body, tag: message, silent: true, data } };
};
