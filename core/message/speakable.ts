import { onFirstUse } from '../household/on-first-use.ts';

/** Letters and digits that an English voice speaks, after the decomposition of accents and ligatures (NFKD). */
const spoken = onFirstUse(() => new RegExp(String.raw`[\p{Script=Latin}0-9]`, 'u'));
/** Letters and digits of other scripts, which the voice silently leaves out. */
const unspoken = onFirstUse(
  () => new RegExp(String.raw`[^\P{L}\p{Script=Latin}\p{Lm}]|(?![0-9])\p{Nd}`, 'u'),
);

/**
 * Whether an English voice can speak a text: `nothing` where it has no letter and no digit, and `in-part` where words are in
 * another script, which the voice would leave out.
 */
export function speakable(text: string): 'whole' | 'in-part' | 'nothing' {
  const plain = text.normalize('NFKD');
  if (unspoken().test(plain)) return 'in-part';
  return spoken().test(plain) ? 'whole' : 'nothing';
}
