import type { Kind } from '../ports/documents.ts';

type KindRules = {
  /** Erasing a household is complete only once no document of the kind is left. */
  isCheckedWhenErasing: boolean;
  /** The owner's export contains the kind. */
  isExported: boolean;
  /**
   * The place of the kind in an engine that keeps documents sorted, so that one range read gives what is read together:
   * `overview` reads the ranks 3 to 1, `phones` the ranks 4 to 2.
   */
  rank: number;
};

/**
 * What differs by kind. Proofs and codes are neither checked nor exported: they expire within minutes, and the very
 * request that erases or exports stores a proof.
 */
export const DOCUMENT_KINDS: Readonly<Record<Kind, KindRules>> = {
  proof: { isCheckedWhenErasing: false, isExported: false, rank: 0 },
  code: { isCheckedWhenErasing: false, isExported: false, rank: 0 },
  pairing: { isCheckedWhenErasing: true, isExported: false, rank: 0 },
  passkey: { isCheckedWhenErasing: true, isExported: true, rank: 0 },
  stopped: { isCheckedWhenErasing: true, isExported: true, rank: 0 },
  activity: { isCheckedWhenErasing: true, isExported: true, rank: 0 },
  consent: { isCheckedWhenErasing: true, isExported: true, rank: 0 },
  chats: { isCheckedWhenErasing: true, isExported: true, rank: 0 },
  message: { isCheckedWhenErasing: true, isExported: true, rank: 1 },
  household: { isCheckedWhenErasing: true, isExported: true, rank: 2 },
  trust: { isCheckedWhenErasing: true, isExported: true, rank: 3 },
  subscription: { isCheckedWhenErasing: true, isExported: true, rank: 4 },
};

/** The kinds for which a rule holds. */
export const kindsThat = (rule: 'isCheckedWhenErasing' | 'isExported'): Kind[] =>
  (Object.keys(DOCUMENT_KINDS) as Kind[]).filter(kind => DOCUMENT_KINDS[kind][rule]);
