// Draws the icons from icon.svg: `npx tsx test/tools/draw-icons.ts`, with Chrome or Chromium installed.
import { writeFileSync } from 'node:fs';
import { launchBrowser } from '../support/browser/browser-session.ts';
import { drawIcon } from './draw-icon.ts';
import { digestOf, drawing, withSource } from './icon-source.ts';
import { ICONS, iconSizes } from '../../infra/skill/manifest.ts';
import { iconFile } from '../../infra/skill/write-package.ts';

const browser = await launchBrowser();
const svg = drawing();
for (const size of iconSizes)
  writeFileSync(iconFile(size), withSource(await drawIcon(browser, svg, ICONS[size]), digestOf(svg)));
await browser.close();
