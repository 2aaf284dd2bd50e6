import { expect, test } from '@jest/globals';
import { historyEntrySchema } from '../../../core/message/history-entry.ts';
import { failedOutcomeSchema } from '../../../core/message/outcome.ts';
import type { Failed } from '../../../core/message/message.ts';
import { decodeDocument } from '../../../services/storage/stored-document.ts';
import { without } from '../../../core/household/without.ts';
import {
  aClaim,
  aFailedMessage,
  aHeldMessage,
  anUnknownMessage,
  aReleasedMessage,
  aSendingMessage,
  noon,
} from '../../support/builders/builders.ts';

/** As version 1 stored it: one mail went to all addresses of a contact. */
const partlyRefused = {
  code: 'partly-refused',
  service: 'mail-server',
  taken: 1,
  of: 2,
  refused: [{ address: 'anna@work.example', reply: '550 Gone' }],
};
const readAsVersion = (schemaVersion: number) => (document: object) =>
  decodeDocument({ schemaVersion, body: JSON.stringify(document) });
const readAsVersion1 = readAsVersion(1);

test('a message of version 1 that one address refused is read as refused, with what was said', () => {
  const message = readAsVersion1({
    ...aFailedMessage(),
    outcome: partlyRefused,
    history: [{ at: noon, event: 'failed', outcome: partlyRefused }],
  }) as Failed;
  const refused = { code: 'refused', service: 'mail-server', reply: 'anna@work.example (550 Gone)' };
  expect(failedOutcomeSchema.parse(message.outcome)).toEqual(refused);
  expect(message.history.map(entry => historyEntrySchema.parse(entry))).toEqual([
    { at: noon, event: 'failed', outcome: refused },
  ]);
});

test('a message of version 1 without such an outcome is read as it was stored', () => {
  expect(readAsVersion1(aHeldMessage())).toEqual(aHeldMessage());
});

/** As version 2 stored a claim. */
const claim = without(aClaim(), 'begun');

test.each([
  ['is being sent', { ...aSendingMessage(), claim }, aSendingMessage()],
  ['is unknown', { ...anUnknownMessage(), claim }, anUnknownMessage()],
  [
    'was released again after an attempt that may have arrived',
    { ...aReleasedMessage(), earlierAttempt: { claim } },
    { ...aReleasedMessage(), earlierAttempt: { claim: aClaim() } },
  ],
])('a message of version 2 that %s may have left under its claim', (_, stored, read) => {
  expect(readAsVersion(2)(stored)).toEqual(read);
});
