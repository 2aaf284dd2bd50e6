import { beforeEach, expect, test } from '@jest/globals';
import {
  ProofReplayed,
  type WritingWithProof,
  writeWithProof,
} from '../../../../services/companion/requests/write-with-proof.ts';
import type { SeenProof } from '../../../../services/ports/documents.ts';
import { aHeldMessage, aHouseholdId, noon } from '../../../support/builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../../../support/memory/memory-documents.ts';

const household = aHouseholdId();
const proof: SeenProof = { kind: 'proof', household, id: 'phone.jti', version: 0, until: noon };
const message = aHeldMessage({ household });

let stored: MemoryDocuments;
let used: WritingWithProof;
beforeEach(async () => {
  stored = memoryDocuments();
  await stored.put(message, 0);
  used = writeWithProof(stored, proof);
});
const kept = async () => [
  (await stored.get(household, 'message', message.id))?.version,
  (await stored.get(household, 'proof', proof.id))?.version,
];

test('the first put stores the proof too, and later puts do not', async () => {
  expect(await used.documents.put(message, 1)).toBe(true);
  expect(await kept()).toEqual([2, 1]);
  expect(await used.documents.put(message, 2)).toBe(true);
  expect(await kept()).toEqual([3, 1]);
});

test('a put that lost its race leaves the proof to the next put', async () => {
  expect(await used.documents.put(message, 7)).toBe(false);
  expect(await kept()).toEqual([1, undefined]);
  expect(await used.documents.put(message, 1)).toBe(true);
  expect(await kept()).toEqual([2, 1]);
});

test('a put keeps its other conditions beside the proof', async () => {
  const key = { household, kind: 'trust', id: 'trust' } as const;
  expect(await used.documents.put(message, 1, { check: { key, version: 1 } })).toBe(false);
  expect(await kept()).toEqual([1, undefined]);
});

test.each([1, 7])(
  'nothing is put on version %i, nor after it, where the proof came before',
  async version => {
    await stored.put(proof, 0);
    for (let i = 0; i < 2; i++)
      await expect(used.documents.put(message, version)).rejects.toThrow(ProofReplayed);
    expect(await used.storeProof()).toBe(false);
    expect(await kept()).toEqual([1, 1]);
  },
);

test('one of two puts with the same proof is stored, and the other throws ProofReplayed', async () => {
  const other = writeWithProof(stored, proof);
  const passkey = {
    kind: 'passkey',
    household,
    id: 'a',
    version: 0,
    counter: 1,
    backedUp: false,
    usedAt: noon,
  };
  const ends = await Promise.allSettled([
    used.documents.put(message, 1),
    other.documents.put(passkey as never, 0),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(await stored.get(household, 'passkey', 'a')).toBeUndefined();
});

test('storing the proof without a put stores it once', async () => {
  expect(await used.storeProof()).toBe(true);
  expect(await kept()).toEqual([1, 1]);
  expect(await used.storeProof()).toBe(true);
  expect(await writeWithProof(stored, proof).storeProof()).toBe(false);
  expect(await kept()).toEqual([1, 1]);
});

test('storing the proof after a put that had it writes nothing', async () => {
  await used.documents.put(message, 1);
  expect(await used.storeProof()).toBe(true);
  expect(await kept()).toEqual([2, 1]);
});

test('a put that the store failed leaves the proof unstored', async () => {
  const failing = writeWithProof({ ...stored, put: () => Promise.reject(new Error('disk full')) }, proof);
  await expect(failing.documents.put(message, 1)).rejects.toThrow('disk full');
  expect(await kept()).toEqual([1, undefined]);
});
