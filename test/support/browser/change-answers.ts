import type { BrowserContext, Page } from 'playwright-core';

/** Lets what pages get from these addresses be what `change` makes of the server's answer; the body is JSON. */
export async function changeAnswers(
  on: Page | BrowserContext,
  addresses: RegExp,
  change: (body: Record<string, unknown>) => object,
): Promise<void> {
  await on.route(addresses, async route => {
    try {
      const response = await route.fetch();
      await route.fulfill({ response, json: change((await response.json()) as Record<string, unknown>) });
    } catch (error) {
      // A page that is closed while it asks wants no answer.
      if (!/disposed|closed/.test(String(error))) throw error;
    }
  });
}
