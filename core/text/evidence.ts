import type { CaseOf, EvidenceName } from '../confidence/evidence/registry.ts';
import type { ShownEvidence } from '../confidence/story.ts';
import { type InEveryLanguage, inLanguage, type Language } from '../household/language.ts';
import { evidence as evidenceInEnglish } from './en/evidence.ts';

/** A sentence for every case of every piece of evidence. A forgotten case does not compile. */
export type EvidenceTexts = { readonly [N in EvidenceName]: Readonly<Record<CaseOf<N>, string>> };

// In this file, because the phone app loads these texts only when somebody opens a story.
const EVIDENCE_TEXTS: InEveryLanguage<EvidenceTexts> = { en: evidenceInEnglish };

/** The sentence for what was observed; a code that these texts do not know, as a newer server may send, as it is. */
export function evidenceSentence(
  { name, observed }: Pick<ShownEvidence, 'name' | 'observed'>,
  language: Language,
): string {
  const texts: Partial<Record<string, Partial<Record<string, string>>>> = inLanguage(
    EVIDENCE_TEXTS,
    language,
  );
  return texts[name]?.[observed] ?? `${name}: ${observed}`;
}
