import { expect, test } from '@jest/globals';
import { FRICTIONS } from '../../../core/household/friction.ts';
import { minutes, seconds } from '../../../core/household/instant.ts';
import {
  applySettingsChange,
  defaultSettings,
  requiresPasskey,
  settingNames,
  type SettingsChange,
  settingsChangeSchema,
  weakenedSettings,
} from '../../../core/household/settings.ts';
import { settingTexts } from '../../../core/text/en/phone/setting-values.ts';

const weakenedBy = (change: SettingsChange, before = defaultSettings) =>
  weakenedSettings(before, applySettingsChange(before, change));

test.each<[string, SettingsChange]>([
  ['floor', { floor: 'tap' }],
  ['undo', { undo: 0 }],
  ['hold', { hold: minutes(61) }],
  ['retention', { retention: minutes(24 * 60 + 1) }],
  ['notificationDetail', { notificationDetail: 'contact' }],
])('a household is weakened by its setting %s set to %j', (name, change) => {
  expect(weakenedBy(change)).toEqual([name]);
});

test('a change that strengthens one setting and weakens another weakens the household', () => {
  expect(weakenedBy({ floor: 'choose', undo: 0 })).toEqual(['undo']);
});

test('a household is weakened by each step to fewer passkeys', () => {
  const guarded = { ...defaultSettings, passkeys: 'always' as const };
  expect(weakenedBy({ passkeys: 'listen' }, guarded)).toEqual(['passkeys']);
  expect(weakenedBy({ passkeys: 'never' }, { ...guarded, passkeys: 'listen' })).toEqual(['passkeys']);
});

test.each<[SettingsChange]>([
  [{ floor: 'choose' }],
  [{ undo: seconds(30) }],
  [{ hold: minutes(5) }],
  [{ retention: 0 }],
  [{ notificationDetail: 'nothing' }],
  [{ passkeys: 'always' }],
  [{ quietHours: { from: '22:00', until: '07:00', zone: 'Europe/Berlin' } }],
  [{}],
])('a household is not weakened by setting %j', change => {
  expect(weakenedBy(change)).toEqual([]);
});

test('every setting that can weaken the household says what its weakening means', () => {
  expect(settingNames.filter(name => settingTexts[name].weaker === null)).toEqual([
    'quietHours',
    'householdName',
  ]);
});

test('quiet hours end when they are set to null', () => {
  const quiet = { quietHours: { from: '22:00', until: '07:00', zone: 'UTC' } };
  expect(applySettingsChange({ ...defaultSettings, ...quiet }, { quietHours: null })).toEqual(
    defaultSettings,
  );
});

test.each([
  ['never', [false, false, false]],
  ['listen', [false, true, true]],
  ['always', [true, true, true]],
] as const)(
  'a household with passkeys set to %s requires one for releases by tap, listen and choose: %j',
  (passkeys, required) => {
    expect(FRICTIONS.map(friction => requiresPasskey({ passkeys }, friction))).toEqual(required);
  },
);

test.each([
  ['hold', minutes(5), true],
  ['hold', minutes(5) - 1, false],
  ['hold', minutes(720), true],
  ['hold', minutes(720) + 1, false],
  ['undo', 0, true],
  ['undo', seconds(30), true],
  ['undo', seconds(30) + 1, false],
  ['undo', -1, false],
  ['retention', 0, true],
  ['retention', 0.5, false],
  ['retention', minutes(30 * 24 * 60), true],
  ['retention', minutes(30 * 24 * 60) + 1, false],
  ['volume', 1, false],
])('the setting %s may be set to %d: %s', (name, value, may) => {
  expect(settingsChangeSchema.safeParse({ [name]: value }).success).toBe(may);
});
