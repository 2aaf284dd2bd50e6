import * as z from 'zod/mini';
import { FRICTIONS, type Friction } from './friction.ts';
import { findReadingProblem } from './readable-name.ts';
import { type Duration, hours, minutes, seconds } from './instant.ts';
import { NAME_LENGTH } from './contact-limits.ts';

/** How much a notification shows on a locked phone, most first. */
const NOTIFICATION_DETAILS = ['contact', 'room', 'nothing'] as const;
type NotificationDetail = (typeof NOTIFICATION_DETAILS)[number];

/** When a release needs a passkey: never; whenever it needs more than a tap; always. */
const PASSKEY_POLICIES = ['never', 'listen', 'always'] as const;
export type PasskeyPolicy = (typeof PASSKEY_POLICIES)[number];

/** Between these times, `HH:MM` on the clocks of a time zone, notifications make no sound. */
export type QuietHours = { from: string; until: string; zone: string };

/** What a household has decided for itself. The settings are part of the trust list, so only a phone can change them. */
export type Settings = {
  /** The least friction of any release. */
  floor: Friction;
  passkeys: PasskeyPolicy;
  /** How long an answer waits before it takes effect, so that any phone can take it back. */
  undo: Duration;
  /** How long a held message waits for an answer. */
  hold: Duration;
  /** How long content is kept after a delivery. */
  retention: Duration;
  notificationDetail: NotificationDetail;
  /** Null: notifications may sound at any time. */
  quietHours: QuietHours | null;
  /** How messages name the household to their recipients, such as "the Miller household"; null: they do not. */
  householdName: string | null;
};

type Setting<T> = {
  /** The value until a phone sets another. */
  initial: T;
  /** What can be set. It is a function because a schema takes time to make, and Alexa waits while the skill starts. */
  schema: () => z.ZodMiniType<T>;
  /** Whether `after` protects less than `before`. Such a change needs a passkey if the household has one. */
  weakens: (before: T, after: T) => boolean;
  /** The values that the phone offers; null if the setting has a form of its own. */
  offered: readonly T[] | null;
};

/** A setting that takes one of these values, the one that protects least first. */
const choice = <const T extends string>(initial: T, weakestFirst: readonly T[]) => ({
  initial,
  schema: () => z.enum(weakestFirst),
  weakens: (before: T, after: T) => weakestFirst.indexOf(after) < weakestFirst.indexOf(before),
  offered: weakestFirst,
});

/** A setting that takes whole milliseconds from `least` to `most`. */
const duration = (setting: {
  initial: Duration;
  least: Duration;
  most: Duration;
  weaker: 'longer' | 'shorter';
  offered: readonly Duration[];
}) => ({
  ...setting,
  schema: () => z.int().check(z.minimum(setting.least), z.maximum(setting.most)),
  weakens: (before: Duration, after: Duration) =>
    setting.weaker === 'longer' ? after > before : after < before,
});

const isReadable = (name: string): boolean => findReadingProblem(name) === undefined;

/** For a setting whose values all protect equally. */
const neverWeakens = () => false;

/**
 * Every setting: its initial value, what can be set, and which change weakens the household. Its texts are in
 * core/text/en/phone/setting-values.ts. The phone shows the settings in this order.
 */
export const SETTINGS = {
  floor: choice('listen', FRICTIONS),
  passkeys: choice('never', PASSKEY_POLICIES),
  undo: duration({
    initial: seconds(5),
    least: 0,
    most: seconds(30),
    weaker: 'shorter',
    offered: [0, 5, 10, 20, 30].map(seconds),
  }),
  hold: duration({
    initial: hours(1),
    least: minutes(5),
    // A release is sent at most 24 hours after the message was held, so a hold must end well before that.
    most: hours(12),
    weaker: 'longer',
    offered: [5, 15, 30, 60, 120, 360, 720].map(minutes),
  }),
  retention: duration({
    initial: hours(24),
    least: 0,
    most: hours(30 * 24),
    weaker: 'longer',
    offered: [0, 1, 2, 7, 30].map(days => hours(24 * days)),
  }),
  notificationDetail: choice('room', NOTIFICATION_DETAILS),
  quietHours: {
    initial: null,
    schema: () => {
      const time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
      const zone = z.string().check(z.minLength(1), z.maxLength(64));
      return z.nullable(z.strictObject({ from: time, until: time, zone }));
    },
    // Quiet hours take the sound from notifications; they neither hide a message nor release one.
    weakens: neverWeakens,
    offered: null,
  },
  householdName: {
    initial: null,
    schema: () =>
      z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_LENGTH), z.refine(isReadable))),
    // A name neither hides a message nor releases one.
    weakens: neverWeakens,
    offered: null,
  },
} as const satisfies { readonly [K in keyof Settings]: Setting<Settings[K]> };

/** `SETTINGS` with a type that ties each setting's functions to its value. */
const settings: { readonly [K in keyof Settings]: Setting<Settings[K]> } = SETTINGS;
export const settingNames = Object.keys(SETTINGS) as (keyof Settings)[];

/** The settings of a household whose phones have set nothing. */
export const defaultSettings = Object.fromEntries(
  settingNames.map(name => [name, SETTINGS[name].initial]),
) as Settings;

/** New values for some settings; the others stay. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

/** Refuses unknown settings and values that cannot be set. It is made on its first use, because Alexa waits. */
export const settingsChangeSchema: z.ZodMiniType<SettingsChange> = z.lazy(() =>
  z.strictObject(Object.fromEntries(settingNames.map(name => [name, z.optional(settings[name].schema())]))),
);

export const offeredValues = <K extends keyof Settings>(name: K): readonly Settings[K][] =>
  settings[name].offered ?? [];

export const applySettingsChange = (before: Settings, change: SettingsChange): Settings => ({
  ...before,
  ...(Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Partial<Settings>),
});

/** The settings that protect the household less than before. */
export const weakenedSettings = (before: Settings, after: Settings): (keyof Settings)[] =>
  settingNames.filter(name => isWeaker(name, before, after));

const isWeaker = <K extends keyof Settings>(
  name: K,
  before: Pick<Settings, K>,
  after: Pick<Settings, K>,
): boolean => settings[name].weakens(before[name], after[name]);

/** Whether a release with this friction must be signed by a passkey too. */
export const requiresPasskey = ({ passkeys }: Pick<Settings, 'passkeys'>, friction: Friction): boolean =>
  passkeys === 'always' || (passkeys === 'listen' && friction !== 'tap');
