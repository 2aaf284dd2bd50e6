import * as z from 'zod/mini';
import type { Friction } from './friction.ts';
import { type Duration, hours, minutes, seconds } from './instant.ts';

/** How much a notification may tell whoever sees the locked phone. */
export type Telling = 'nothing' | 'room' | 'contact';
/** When a release asks for face or fingerprint as well. `listen`: whenever more than a tap is asked for. */
export type PasskeyPolicy = 'always' | 'listen' | 'never';
/** Between these hours, `HH:MM` on the clocks of a time zone, phones are told without a sound. */
export type Quiet = { from: string; until: string; zone: string };

/** What a household has decided for itself. It stands in the trust list, so that only a phone can change it. */
export type Settings = {
  /** The least friction of any release. */
  floor: Friction;
  passkeys: PasskeyPolicy;
  /** How long an answer is accepted. */
  hold: Duration;
  /** How long content stays after a delivery. */
  retention: Duration;
  /** How long a released message waits, for any phone to take it back. */
  undo: Duration;
  telling: Telling;
  /** Null: phones may sound at any time. */
  quiet: Quiet | null;
};

/** What holds until a phone says otherwise. */
export const defaultSettings: Settings = {
  floor: 'listen',
  passkeys: 'never',
  hold: hours(1),
  retention: hours(24),
  undo: seconds(5),
  telling: 'room',
  quiet: null,
};

/** The shortest and the longest of each time that can be set. A hold ends long before `sendBy`, 24 hours after it began. */
export const limits = {
  hold: { least: minutes(5), most: hours(12) },
  retention: { least: 0, most: hours(30 * 24) },
  undo: { least: 0, most: seconds(30) },
} as const satisfies Record<string, { least: Duration; most: Duration }>;

/** A change of settings: each given one is set, the others stay. Made when first asked: Alexa waits while the skill starts. */
export const parsedChange = z.lazy(() => {
  const within = ({ least, most }: { least: Duration; most: Duration }) =>
    z.optional(z.int().check(z.minimum(least), z.maximum(most)));
  const hour = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
  return z.strictObject({
    floor: z.optional(z.enum(['tap', 'listen', 'choose'])),
    passkeys: z.optional(z.enum(['always', 'listen', 'never'])),
    hold: within(limits.hold),
    retention: within(limits.retention),
    undo: within(limits.undo),
    telling: z.optional(z.enum(['nothing', 'room', 'contact'])),
    quiet: z.optional(
      z.nullable(
        z.strictObject({
          from: hour,
          until: hour,
          zone: z.string().check(z.minLength(1), z.maxLength(64)),
        }),
      ),
    ),
  });
});
export type SettingsChange = z.infer<typeof parsedChange>;

/** The settings after a change. */
export const changed = (settings: Settings, change: SettingsChange): Settings => ({
  ...settings,
  ...(Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Partial<Settings>),
});

const FLOORS: readonly Friction[] = ['tap', 'listen', 'choose'];
const POLICIES: readonly PasskeyPolicy[] = ['never', 'listen', 'always'];
const TELLINGS: readonly Telling[] = ['contact', 'room', 'nothing'];

/**
 * Whether the second settings guard less than the first in any way: less friction, fewer passkeys, less time to take
 * back, a longer wait or keeping, more told on a locked phone.
 */
export const weakens = (before: Settings, after: Settings): boolean =>
  FLOORS.indexOf(after.floor) < FLOORS.indexOf(before.floor) ||
  POLICIES.indexOf(after.passkeys) < POLICIES.indexOf(before.passkeys) ||
  TELLINGS.indexOf(after.telling) < TELLINGS.indexOf(before.telling) ||
  after.undo < before.undo ||
  after.hold > before.hold ||
  after.retention > before.retention;
