import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A part of the deployment has not been built. */
export class NotBuilt extends Error {
  constructor(path: string, command: string) {
    super(`${path} is missing. Run \`${command}\` first.`);
  }
}

/**
 * The path of a built folder, under `dist` in the current directory.
 *
 * @param file a file that the folder must contain
 * @param command the command that builds the folder
 * @throws {@link NotBuilt}
 */
export function built(folder: string, file: string, command = 'npm run build'): string {
  const path = join('dist', folder);
  if (!existsSync(join(path, file))) throw new NotBuilt(join(path, file), command);
  return path;
}
