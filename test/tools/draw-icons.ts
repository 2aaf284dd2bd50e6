// Draws the icons from icon.svg: `npx tsx test/tools/draw-icons.ts`, with Chrome or Chromium installed.
import { writeFileSync } from 'node:fs';
import { launchBrowser } from '../support/browser/browser-session.ts';
import { drawIcon } from './draw-icon.ts';
import { digestOf, drawing, iconFile } from '../../infra/skill/icon.ts';
import { ICONS, iconSizes } from '../../infra/skill/manifest.ts';
import { withSource } from '../../infra/skill/icon.ts';

const browser = await launchBrowser();
const svg = drawing();
for (const size of iconSizes)
  writeFileSync(iconFile(size), withSource(await drawIcon(browser, svg, ICONS[size]), digestOf(svg)));
await browser.close();
