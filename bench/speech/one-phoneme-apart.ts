import { PHONE_ALPHABET } from '../../core/confidence/names/phoneme-letters.ts';

/** Every sound that is one phone inserted, deleted or substituted away from this one, and the sound itself. */
export function withinOnePhone(written: string): Set<string> {
  const all = new Set([written]);
  for (let at = 0; at <= written.length; at += 1) {
    const [before, after] = [written.slice(0, at), written.slice(at)];
    if (after !== '') all.add(before + after.slice(1));
    for (const phone of PHONE_ALPHABET) {
      all.add(before + phone + after);
      if (after !== '') all.add(before + phone + after.slice(1));
    }
  }
  return all;
}
