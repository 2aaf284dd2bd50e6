import { expect, test } from '@jest/globals';
import { after, seconds } from '../../../core/household/instant.ts';
import { changeMessage } from '../../../services/storage/change-message.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import {
  aHeldMessage,
  aHousehold,
  aMessageId,
  aPhoneId,
  aReleasedMessage,
  noon,
} from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';

const household = aHousehold();
const id = aMessageId();
const soon = after(noon, seconds(10));
const byVoice = { do: 'discard', by: 'voice' } as const;

test('what was decided is stored', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  expect(await changeMessage(documents, household, id, byVoice, soon)).toMatchObject({ kind: 'moved' });
  expect(await documents.get(household, 'message', id)).toMatchObject({ state: 'discarded', version: 2 });
});

test('a message that is not there is missing', async () => {
  expect(await changeMessage(memoryDocuments(), household, id, byVoice, soon)).toEqual({ kind: 'missing' });
});

test('what was refused, or changes nothing, writes nothing', async () => {
  const documents = memoryDocuments();
  await documents.put(aReleasedMessage(), 0);
  expect(await changeMessage(documents, household, id, byVoice, soon)).toMatchObject({ kind: 'refused' });
  expect(await documents.get(household, 'message', id)).toMatchObject({ version: 1 });
});

test('whoever was slower decides again on the newer document', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  let puts = 0;
  const overtaken: Documents = {
    ...documents,
    async put(document, ifVersion) {
      if ((puts += 1) === 1) await changeMessage(documents, household, id, byVoice, soon);
      return documents.put(document, ifVersion);
    },
  };
  const listen = { do: 'listen', phone: aPhoneId(), nonce: 'nonce-1' } as const;
  expect(await changeMessage(overtaken, household, id, listen, soon)).toEqual({
    kind: 'refused',
    code: 'not-held',
  });
  expect(await documents.get(household, 'message', id)).toMatchObject({ state: 'discarded', version: 2 });
});

test('of many at once each is counted', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  const phones = ['a', 'b', 'c', 'd', 'e'].map(name => aPhoneId(name));
  await Promise.all(
    phones.map(phone => changeMessage(documents, household, id, { do: 'listen', phone, nonce: 'n' }, soon)),
  );
  const message = await documents.get(household, 'message', id);
  expect(message?.listening.map(({ phone }) => phone).sort()).toEqual(phones);
});

test('a command may depend on the document', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  const seen: string[] = [];
  await changeMessage(documents, household, id, message => (seen.push(message.state), byVoice), soon);
  expect(seen).toEqual(['held']);
});

test('a store that fails is not taken for a lost race', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  const failing: Documents = { ...documents, put: () => Promise.reject(new Error('disk full')) };
  await expect(changeMessage(failing, household, id, byVoice, soon)).rejects.toThrow('disk full');
});

test('somebody who listens does so quietly, and nobody else does anything quietly', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  const heard: unknown[] = [];
  const watched: Documents = {
    ...documents,
    put(document, ifVersion, also) {
      heard.push(also?.quietly);
      return documents.put(document, ifVersion, also);
    },
  };
  await changeMessage(watched, household, id, { do: 'listen', phone: aPhoneId(), nonce: 'nonce-1' }, soon);
  await changeMessage(watched, household, id, byVoice, soon);
  expect(heard).toEqual([true, false]);
});
