import type { HouseholdId } from '../../core/household/ids.ts';
import type { PutOptions, Documents, Kind, OfKind } from '../ports/documents.ts';

/** What a decision leads to: the next document, to be stored, or an answer with nothing stored. */
export type Change<K extends Kind, Answer> = { next: OfKind<K>; options?: PutOptions } | { answer: Answer };

export type DocumentChange<K extends Kind, Answer> = {
  household: HouseholdId;
  kind: K;
  id: string;
  /** The document as the caller has just read or written it. The first decision is made on it instead of a load. */
  known?: OfKind<K> | undefined;
  /** Decides on the stored document; undefined where there is none. It may run several times. */
  decide: (document: OfKind<K> | undefined) => Change<K, Answer> | Promise<Change<K, Answer>>;
  /** The answer after a lost race. Without it, the function loads the newer document and decides again. */
  ifOvertaken?: { answer: Answer };
};

/**
 * Decides on a document and stores the decision only if the document has not changed since (optimistic concurrency
 * control). Gives the document as it is stored, or the answer that `decide` or `ifOvertaken` gave. Failures of the store
 * are thrown.
 */
export async function changeDocument<K extends Kind, Answer>(
  documents: Documents,
  { household, kind, id, known, decide, ifOvertaken }: DocumentChange<K, Answer>,
): Promise<{ stored: OfKind<K> } | { answer: Answer }> {
  for (let document = known; ; document = undefined) {
    document ??= await documents.get(household, kind, id);
    const change = await decide(document);
    if ('answer' in change) return change;
    const version = document?.version ?? 0;
    if (await documents.put(change.next, version, change.options))
      return { stored: { ...change.next, version: version + 1 } };
    if (ifOvertaken) return ifOvertaken;
  }
}
