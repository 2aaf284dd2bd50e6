import { describe, expect, test } from '@jest/globals';
import { decodeOnce } from '../../../adapters/sqlite/decode-once.ts';
import { encodeDocument } from '../../../services/storage/stored-document.ts';
import { aHeldMessage, aMessageId } from '../../support/builders/builders.ts';

const held = aHeldMessage();
const stored = encodeDocument(held);

describe('A document that is read again', () => {
  test('a document that did not change is decoded once', () => {
    const { decode } = decodeOnce();
    const first = decode('a', stored);
    expect(first).toEqual(held);
    expect(decode('a', { ...stored })).toBe(first);
  });

  test('a document that has changed is decoded as it is now', () => {
    const { decode } = decodeOnce();
    decode('a', stored);
    const other = { ...held, id: aMessageId('other') };
    expect(decode('a', encodeDocument(other))).toEqual(other);
  });

  test('a document of a schema that this program does not know is refused, though its text is known', () => {
    const { decode } = decodeOnce();
    decode('a', stored);
    expect(() => decode('a', { ...stored, schemaVersion: 1_000 })).toThrow(
      expect.objectContaining({ code: 'schema-unknown' }),
    );
  });

  test('nobody who reads a document can change what others read', () => {
    const { decode } = decodeOnce();
    const read = decode('a', stored) as typeof held;
    expect(() => (read.attempts = 7)).toThrow(TypeError);
    expect(() => read.history.push({} as never)).toThrow(TypeError);
    expect(decode('a', stored)).toEqual(held);
  });
});

describe('What is kept of documents', () => {
  test('decoded documents that were read last are kept when their limit is reached', () => {
    const { decode } = decodeOnce(2 * stored.body.length);
    const [a, b] = [decode('a', stored), decode('b', stored)];
    expect(decode('a', stored)).toBe(a);
    decode('c', stored);
    expect(decode('a', stored)).toBe(a);
    expect(decode('b', stored)).not.toBe(b);
  });

  test('a document that is larger than its limit is decoded each time, and the others stay', () => {
    const { decode } = decodeOnce(stored.body.length);
    const a = decode('a', stored);
    const larger = encodeDocument({ ...held, household: `${held.household}x` as typeof held.household });
    expect(decode('b', larger)).not.toBe(decode('b', larger));
    expect(decode('a', stored)).toBe(a);
  });

  test('a decoded document can be forgotten alone, or with all others', () => {
    const { decode, forget } = decodeOnce();
    const [a, b] = [decode('a', stored), decode('b', stored)];
    forget('a');
    expect(decode('a', stored)).not.toBe(a);
    expect(decode('b', stored)).toBe(b);
    forget();
    expect(decode('b', stored)).not.toBe(b);
  });
});
