import type { Browser } from 'playwright-core';

/** Renders an SVG as a square PNG, `side` pixels wide. */
export async function drawIcon(browser: Browser, svg: string, side: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${side}px }</style>${svg}`);
  const png = await page.screenshot();
  await page.close();
  return png;
}
