// Draws the icons from icon.svg: `npx tsx infra/skill/draw-icons.ts`, with Chrome or Chromium installed.
import { writeFileSync } from 'node:fs';
import { launchBrowser } from '../../test/support/browser/browser-session.ts';
import { drawIcon } from './draw-icon.ts';
import { digestOf, drawing, iconFile } from './icon.ts';
import { ICONS, iconSizes } from './manifest.ts';
import { withSource } from './png.ts';

const browser = await launchBrowser();
const svg = drawing();
for (const size of iconSizes)
  writeFileSync(iconFile(size), withSource(await drawIcon(browser, svg, ICONS[size]), digestOf(svg)));
await browser.close();
