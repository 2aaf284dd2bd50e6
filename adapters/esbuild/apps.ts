import {
  type AppBundle,
  type AppFile,
  bundleApp,
  installFiles,
  PHONE_APP,
  SIMULATOR_PAGE,
} from './app-bundle.ts';

/** The pages that the home server serves, and what the phone app is installed with. */
export type Apps = { phone: AppBundle; simulator: AppBundle; install: ReadonlyMap<string, AppFile> };

/**
 * Bundles the pages from their sources. The built home server has `adapters/files/built-apps.ts` in place of this file,
 * so that it needs no compiler.
 */
export async function loadApps(): Promise<Apps> {
  const [phone, simulator] = await Promise.all([bundleApp(PHONE_APP), bundleApp(SIMULATOR_PAGE)]);
  return { phone, simulator, install: await installFiles(phone) };
}
