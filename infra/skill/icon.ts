import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ICONS, type IconSize } from './manifest.ts';

/** The drawing that all icons are made from. */
export const drawing = (): string => readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');

/** What an icon says it was drawn from. */
export const digestOf = (svg: string): string => createHash('sha256').update(svg).digest('base64url');

/** An icon's file. */
export const iconFile = (size: IconSize): string => join(import.meta.dirname, `icon-${ICONS[size]}.png`);
