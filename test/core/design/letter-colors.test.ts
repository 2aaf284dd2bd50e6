import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LETTER_COLORS } from '../../../core/design/letter-colors.ts';

const TOKENS = join(import.meta.dirname, '..', '..', '..', 'core', 'design', 'tokens.css');

test('mails and the page to stop messages have the colours of the app', () => {
  const [light = '', dark = ''] = readFileSync(TOKENS, 'utf8').split('@media');
  for (const [colors, css] of [
    [LETTER_COLORS.light, light],
    [LETTER_COLORS.dark, dark],
  ] as const)
    for (const [name, value] of Object.entries(colors)) expect(css).toContain(`--${name}: ${value};`);
});
