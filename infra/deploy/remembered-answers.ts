import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Answers } from './questions.ts';
import { SETTING_NAMES } from '../settings.ts';

/** Where answers are kept, beside `package.json` and outside of git. Nothing in it is secret. */
export const ANSWERS_FILE = 'deploy-answers.json';

const parsed = z.partialRecord(z.enum(['mailFrom', ...SETTING_NAMES]), z.string().nullable());

/** The answers of earlier deploys; none where there was none. Undefined where the file cannot be read as answers. */
export function remembered(): Answers | undefined {
  if (!existsSync(ANSWERS_FILE)) return {};
  try {
    return parsed.parse(JSON.parse(readFileSync(ANSWERS_FILE, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Keeps the answers for the next deploy. */
export function remember(answers: Answers): void {
  writeFileSync(ANSWERS_FILE, `${JSON.stringify(answers, null, 2)}\n`, { mode: 0o600 });
}
