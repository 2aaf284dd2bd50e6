import { describe, expect, test } from '@jest/globals';
import { minutes, seconds } from '../../../core/household/instant.ts';
import {
  changed,
  defaultSettings,
  parsedChange,
  type SettingsChange,
  weakens,
} from '../../../core/household/settings.ts';

const weakening = (change: SettingsChange) => weakens(defaultSettings, changed(defaultSettings, change));

describe('a change of settings weakens', () => {
  test.each<[string, SettingsChange]>([
    ['with less friction', { floor: 'tap' }],
    ['with less time to take back', { undo: 0 }],
    ['with a longer hold', { hold: minutes(61) }],
    ['with a longer keeping', { retention: minutes(24 * 60 + 1) }],
    ['when a locked phone tells more', { telling: 'contact' }],
    ['in one way, whatever it strengthens besides', { floor: 'choose', undo: 0 }],
  ])('%s', (_, change) => expect(weakening(change)).toBe(true));

  test('with fewer passkeys', () => {
    const guarded = { ...defaultSettings, passkeys: 'always' as const };
    expect(weakens(guarded, { ...guarded, passkeys: 'listen' })).toBe(true);
    expect(weakens({ ...guarded, passkeys: 'listen' }, { ...guarded, passkeys: 'never' })).toBe(true);
  });
});

describe('a change of settings does not weaken', () => {
  test.each<[string, SettingsChange]>([
    ['with more friction', { floor: 'choose' }],
    ['with more time to take back', { undo: seconds(30) }],
    ['with a shorter hold', { hold: minutes(5) }],
    ['with a shorter keeping', { retention: 0 }],
    ['when a locked phone tells less', { telling: 'nothing' }],
    ['with passkeys', { passkeys: 'always' }],
    ['with quiet hours', { quiet: { from: '22:00', until: '07:00', zone: 'Europe/Berlin' } }],
    ['that says nothing', {}],
  ])('%s', (_, change) => expect(weakening(change)).toBe(false));
});

test('quiet hours end when they are set to none', () => {
  const quiet = changed(defaultSettings, { quiet: { from: '22:00', until: '07:00', zone: 'UTC' } });
  expect(changed(quiet, { quiet: null })).toEqual(defaultSettings);
});

test.each([
  ['hold', minutes(5), true],
  ['hold', minutes(5) - 1, false],
  ['hold', minutes(720), true],
  ['hold', minutes(720) + 1, false],
  ['undo', seconds(30), true],
  ['undo', seconds(30) + 1, false],
  ['undo', -1, false],
  ['retention', 0, true],
  ['retention', 0.5, false],
])('%s of %d ms: may be set is %s', (name, value, may) => {
  expect(parsedChange.safeParse({ [name]: value }).success).toBe(may);
});
