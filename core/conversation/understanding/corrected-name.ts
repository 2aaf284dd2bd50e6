import type { RequestWords } from './request-words.ts';
import { Words } from './words.ts';

/** The name that corrects an earlier one: "no, david", "i meant david", "not her, it's for david". Undefined without one. */
export function correctedName(utterance: string, { isCorrection }: RequestWords): string | undefined {
  const words = new Words(utterance);
  const name = words.after(0, isCorrection);
  return name === undefined || name === words.count ? undefined : words.said(name, words.count);
}
