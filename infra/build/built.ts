import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What is to be deployed has not been built. */
export class NotBuilt extends Error {
  constructor(path: string, command: string) {
    super(`${path} is missing. Run \`${command}\` first.`);
  }
}

/**
 * The folder of something that was built, under `dist` of the folder the command runs in.
 *
 * @param file what must be in it
 * @param command what builds it
 * @throws {@link NotBuilt}
 */
export function built(folder: string, file: string, command = 'npm run build'): string {
  const path = join('dist', folder);
  if (!existsSync(join(path, file))) throw new NotBuilt(join(path, file), command);
  return path;
}
