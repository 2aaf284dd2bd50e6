import type { PushTarget } from '../../core/household/subscription.ts';
import type { Duration } from '../../core/household/instant.ts';

/**
 * What a browser gets: a declarative push message (https://www.w3.org/TR/push-api/#declarative-push-message), which
 * Safari shows by itself and our service worker reads elsewhere.
 */
export type PushPayload = {
  web_push: 8030;
  notification: {
    title: string;
    body?: string;
    /** Where a tap leads. */
    navigate: string;
    /** A later notification with the same tag replaces this one. */
    tag: string;
    lang: string;
    silent: boolean;
    /** `discard`: a browser that has buttons may offer to discard this message. */
    data?: { discard: string };
  };
};

/** One push on its way (RFC 8030 §5). */
export type Push = {
  payload: PushPayload;
  /** How long the push service keeps it for a phone that is off. */
  ttl: Duration;
  /** At most 32 base64url characters; a later push of the same topic replaces one that still waits. */
  topic: string;
  urgency: 'high' | 'normal' | 'low';
};

/** What a push service made of a push. */
export type PushEnd =
  | { end: 'taken'; status: number }
  /** It does not know the subscription any more. */
  | { end: 'gone'; status: number }
  /** Later perhaps: it is busy, broken or not to be reached; `wait` is how long it asks to be left alone. */
  | { end: 'later'; status?: number; wait?: Duration }
  /** Never: it refused, or it is no push service that this house knows. */
  | { end: 'refused'; status?: number };

/** Sends pushes as this house. */
export interface PushSender {
  /** The public half of the house's VAPID key, base64url: what browsers subscribe with. */
  readonly key: string;
  /** Whether an endpoint lies at a push service that this house knows. */
  allows(endpoint: string): boolean;
  /** Encrypts, signs and hands over once. Never throws for what the other side does. */
  send(target: PushTarget, push: Push): Promise<PushEnd>;
}
