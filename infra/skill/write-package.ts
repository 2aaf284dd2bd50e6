import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOCALES } from './locales.ts';
import { iconPath, ICONS, type IconSize, iconSizes } from './manifest.ts';
import { PACKAGE } from './skill-package.ts';

/** The file of an icon, which is the same in every locale. */
export const iconFile = (size: IconSize): string => join(import.meta.dirname, `icon-${ICONS[size]}.png`);

/** Writes the package's files and icons into a folder. The ASK CLI's own file there, with the skill's id, stays. */
export function writePackage(folder: string, files: ReadonlyMap<string, unknown>): void {
  const place = (path: string): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  };
  for (const [path, content] of files) writeFileSync(place(path), `${JSON.stringify(content, null, 2)}\n`);
  for (const locale of LOCALES)
    for (const size of iconSizes) copyFileSync(iconFile(size), place(`${PACKAGE}/${iconPath(locale, size)}`));
}
