import { z } from 'zod';

/** A problem that the person who runs the command can solve. Its message is one line. */
export class BadInput extends Error {}

/** Runs a command. Bad input prints its message and sets exit code 2; any other error is a fault and shows its trace. */
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
 * Waits for modules that read the committed model when they are loaded. A model of another version, or with a weight
 * beyond its clip, is bad input.
 */
export const loadLogic = <T>(loaded: Promise<T>): Promise<T> =>
  loaded.catch((error: Error) => {
    const place = firstIssue(error);
    if (place === undefined) throw error;
    throw new BadInput(`core/confidence/model.json is no model of this version: ${place}.`);
  });

/** The first place where something does not fit its schema, in one line; undefined for other errors. */
export function firstIssue(error: unknown): string | undefined {
  if (!(error instanceof z.ZodError)) return undefined;
  const [issue] = error.issues;
  return issue && `${issue.path.join('.') || 'all of it'}: ${issue.message}`;
}
