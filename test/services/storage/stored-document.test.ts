import { expect, test } from '@jest/globals';
import {
  decodeDocument,
  documentCodec,
  encodeDocument,
  SCHEMA_VERSION,
} from '../../../services/storage/stored-document.ts';
import { aHeldMessage } from '../../support/builders/builders.ts';

/** Two migrations that leave their mark in the order in which they run. */
const codec = documentCodec([
  document => ({ ...document, room: `${String(document['room'])} 2` }),
  document => ({ ...document, room: `${String(document['room'])} 3` }),
]);
const bodyOf = (room: string) => JSON.stringify({ ...aHeldMessage(), room });

test('a document is the same after it was encoded and decoded', () => {
  expect(decodeDocument(encodeDocument(aHeldMessage()))).toEqual(aHeldMessage());
});

test('a document is encoded at the newest schema version', () => {
  expect(encodeDocument(aHeldMessage())).toMatchObject({ schemaVersion: SCHEMA_VERSION });
  expect(codec.encode(aHeldMessage())).toMatchObject({ schemaVersion: 3 });
});

test.each([
  [1, 'room 2 3'],
  [2, 'room 3'],
  [3, 'room'],
])(
  'a document of schema version %i is migrated by the migrations after it, in their order',
  (schemaVersion, room) => {
    expect(codec.decode({ schemaVersion, body: bodyOf('room') })).toEqual({ ...aHeldMessage(), room });
  },
);

test.each([4, 0, -1, 1.5, Number.NaN])('schema version %d is refused as schema-unknown', schemaVersion => {
  expect(() => codec.decode({ schemaVersion, body: bodyOf('room') })).toThrow(
    expect.objectContaining({ code: 'schema-unknown' }),
  );
});
