import type { AppFile } from '../files/app-file.ts';
import { type AppBundle, bundleApp, PHONE_APP, SIMULATOR_PAGE } from './app-bundle.ts';
import { phoneFiles } from './phone-files.ts';

/** The pages that the home server serves: the files of the phone app by their paths, and the device simulator. */
export type Apps = { phone: ReadonlyMap<string, AppFile>; simulator: AppBundle };

/** Bundles the pages from their sources. */
export async function bundleApps(): Promise<Apps> {
  const [phone, simulator] = await Promise.all([bundleApp(PHONE_APP), bundleApp(SIMULATOR_PAGE)]);
  return { phone: await phoneFiles(phone), simulator };
}
