import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Answers } from './questions.ts';
import { SETTING_NAMES } from '../settings.ts';

/** The file of the answers, beside `package.json` and ignored by git. It contains no secret. */
export const ANSWERS_FILE = 'deploy-answers.json';

const parsed = z.partialRecord(z.enum(['mailFrom', ...SETTING_NAMES]), z.string().nullable());

/** The answers of earlier deploys; empty where there is no file, undefined where the file is malformed. */
export function readAnswers(): Answers | undefined {
  if (!existsSync(ANSWERS_FILE)) return {};
  try {
    return parsed.parse(JSON.parse(readFileSync(ANSWERS_FILE, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Stores the answers for the next deploy. */
export function writeAnswers(answers: Answers): void {
  writeFileSync(ANSWERS_FILE, `${JSON.stringify(answers, null, 2)}\n`, { mode: 0o600 });
}
