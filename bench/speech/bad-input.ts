import { z } from 'zod';

/** What the person who runs a command can put right: said in one line, and the command ends with code 2. */
export class BadInput extends Error {}

/** Runs a command; bad input is one clear line and exit code 2, anything else is a fault and shows its trace. */
export async function runCommand(command: () => Promise<void> | void): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/**
 * Waits for modules that read the committed model when they are loaded: one of another version, or with a weight
 * beyond its clip, is bad input.
 */
export const loadingLogic = <T>(loaded: Promise<T>): Promise<T> =>
  loaded.catch((error: Error) => {
    const misfit = misfitOf(error);
    if (misfit === undefined) throw error;
    throw new BadInput(`core/confidence/model.json is no model of this version: ${misfit}.`);
  });

/** The first place where something does not fit its shape, in one line; undefined for other errors. */
export function misfitOf(error: unknown): string | undefined {
  if (!(error instanceof z.ZodError)) return undefined;
  const [issue] = error.issues;
  return issue && `${issue.path.join('.') || 'all of it'}: ${issue.message}`;
}
