import type { PushTarget } from '../../core/household/subscription.ts';
import type { Duration } from '../../core/household/instant.ts';

/**
 * A declarative push message (https://www.w3.org/TR/push-api/#declarative-push-message). Safari shows it by itself; in
 * other browsers our service worker reads it.
 */
export type PushPayload = {
  web_push: 8030;
  notification: {
    title: string;
    body?: string;
    /** The page that a tap opens. */
    navigate: string;
    /** A later notification with the same tag replaces this one. */
    tag: string;
    lang: string;
    silent: boolean;
    /** `discard`: the message that a button on the notification may discard. */
    data?: { discard: string };
  };
};

/** A push message and its headers (RFC 8030 §5). */
export type Push = {
  payload: PushPayload;
  /** How long the push service keeps it for a phone that is offline. */
  ttl: Duration;
  /** At most 32 base64url characters; a later push with the same topic replaces one that still waits. */
  topic: string;
  urgency: 'high' | 'normal' | 'low';
};

/** What a push service did with a push. */
export type PushEnd =
  | { end: 'taken'; status: number }
  /** The push service no longer knows the subscription. */
  | { end: 'gone'; status: number }
  /** The push service is busy, broken or not reachable, so the push can be tried again, after `wait` if it is given. */
  | { end: 'later'; status?: number; wait?: Duration }
  /** The push service refused the push, or the endpoint is not at a known push service. A retry is useless. */
  | { end: 'refused'; status?: number };

/** Sends push messages with the server's VAPID key (RFC 8292). */
export interface PushSender {
  /** The public half of the VAPID key, base64url. Browsers subscribe with it. */
  readonly key: string;
  /** Whether an endpoint is at a known push service. */
  allows(endpoint: string): boolean;
  /** Encrypts the push, signs it and hands it over once. Never throws for a failure of the push service. */
  send(target: PushTarget, push: Push): Promise<PushEnd>;
}
