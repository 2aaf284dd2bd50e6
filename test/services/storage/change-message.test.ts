import { expect, test } from '@jest/globals';
import { after, seconds } from '../../../core/household/instant.ts';
import { changeMessage } from '../../../services/storage/change-message.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import {
  aHeldMessage,
  aHouseholdId,
  aMessageId,
  aPhoneId,
  aReleasedMessage,
  noon,
} from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';

const household = aHouseholdId();
const id = aMessageId();
const soon = after(noon, seconds(10));
const byVoice = { do: 'discard', by: 'voice' } as const;

test('a moved message is stored', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  expect(await changeMessage(documents, { household, id, command: byVoice, now: soon })).toMatchObject({
    kind: 'moved',
  });
  expect(await documents.get(household, 'message', id)).toMatchObject({ state: 'discarded', version: 2 });
});

test('a command to a message that does not exist is answered with missing', async () => {
  expect(await changeMessage(memoryDocuments(), { household, id, command: byVoice, now: soon })).toEqual({
    kind: 'missing',
  });
});

test('a refused command writes nothing', async () => {
  const documents = memoryDocuments();
  await documents.put(aReleasedMessage(), 0);
  expect(await changeMessage(documents, { household, id, command: byVoice, now: soon })).toMatchObject({
    kind: 'refused',
  });
  expect(await documents.get(household, 'message', id)).toMatchObject({ version: 1 });
});

test('a command that lost a race is decided again on the newer message', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  let puts = 0;
  const overtaken: Documents = {
    ...documents,
    async put(document, ifVersion) {
      if ((puts += 1) === 1) await changeMessage(documents, { household, id, command: byVoice, now: soon });
      return documents.put(document, ifVersion);
    },
  };
  const listen = { do: 'listen', phone: aPhoneId(), nonce: 'nonce-1' } as const;
  expect(await changeMessage(overtaken, { household, id, command: listen, now: soon })).toEqual({
    kind: 'refused',
    code: 'not-held',
  });
  expect(await documents.get(household, 'message', id)).toMatchObject({ state: 'discarded', version: 2 });
});

test('each of many commands at the same time is stored', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  const phones = ['a', 'b', 'c', 'd', 'e'].map(name => aPhoneId(name));
  await Promise.all(
    phones.map(phone =>
      changeMessage(documents, { household, id, command: { do: 'listen', phone, nonce: 'n' }, now: soon }),
    ),
  );
  const message = await documents.get(household, 'message', id);
  expect(message?.listening.map(({ phone }) => phone).sort()).toEqual(phones);
});

test('a command may be made from the message', async () => {
  const documents = memoryDocuments();
  await documents.put(aHeldMessage(), 0);
  const seen: string[] = [];
  await changeMessage(documents, {
    household,
    id,
    command: message => (seen.push(message.state), byVoice),
    now: soon,
  });
  expect(seen).toEqual(['held']);
});

test('only listening is stored without waking the courier', async () => {
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
  await changeMessage(watched, {
    household,
    id,
    command: { do: 'listen', phone: aPhoneId(), nonce: 'nonce-1' },
    now: soon,
  });
  await changeMessage(watched, { household, id, command: byVoice, now: soon });
  expect(heard).toEqual([true, false]);
});
