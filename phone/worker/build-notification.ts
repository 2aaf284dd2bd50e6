import * as z from 'zod/mini';
import { pushTexts } from '../ui/texts.ts';

/** The arguments of `showNotification`. */
export type ShownNotification = { title: string; options: ShownNotificationOptions };
export type ShownNotificationOptions = NotificationOptions & {
  renotify?: boolean;
  actions?: { action: string; title: string }[];
  data: NotificationData;
};
/** `open`: the fragment that a tap opens. `discard`: the message that the button discards. */
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

/** Builds the notification of a push. Browsers require one for every push, so an unreadable push shows a general one. */
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
      // A reminder replaces the notification with the same tag and sounds again, unless it is silent.
      renotify: !silent,
      ...(data && { actions: [{ action: 'discard', title: pushTexts.notification.discard }] }),
      data: { open: fragmentOf(navigate), ...data },
    },
  };
}

/** Only the fragment is used: the app's address is the one of this worker. */
const fragmentOf = (navigate: string): string => (URL.canParse(navigate) ? new URL(navigate).hash : '');

/** The result of the "Discard" button. It replaces the notification with the button, as it has the same tag. */
export const buildDiscardResult = (
  message: string,
  result: 'discarded' | 'not-confirmed' | { refused: string },
): ShownNotification => {
  const { title, body } =
    result === 'discarded'
      ? { title: pushTexts.notification.discarded, body: pushTexts.notification.discardedBody }
      : result === 'not-confirmed'
        ? { title: pushTexts.notification.notConfirmed, body: pushTexts.notification.notConfirmedBody }
        : { title: pushTexts.notification.notDiscarded, body: result.refused };
  const data = { open: `#message=${message}` };
  return { title, options: { ...LOOKS, body, tag: message, silent: true, data } };
};
