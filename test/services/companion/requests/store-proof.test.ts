import { beforeEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { sha256 } from '../../../../core/household/bytes/sha256.ts';
import { seconds } from '../../../../core/household/instant.ts';
import type { Held, Message } from '../../../../core/message/message.ts';
import type { PutOptions, Document, Documents } from '../../../../services/ports/documents.ts';
import { dynamoDocuments } from '../../../../adapters/aws/dynamo-documents.ts';
import { type Answer, aCompanion, origin } from '../../../support/builders/a-companion.ts';
import {
  aHousehold,
  holding,
  type TestHousehold,
  releaseBy,
  trustOf,
} from '../../../support/builders/a-household.ts';
import { anAuthenticator } from '../../../support/browser/authenticator.ts';
import { aContact, aDiscard, puts, sets } from '../../../support/builders/builders.ts';
import { describeWithDynoxide } from '../../../support/aws/dynoxide.ts';
import { racecourses, randomFrom, unsteady } from '../../../support/races/races.ts';

let household: TestHousehold;
let message: Held;
let finger: ReturnType<typeof anAuthenticator>;
beforeEach(async () => {
  finger = anAuthenticator(origin);
  household = await aHousehold({
    says: [puts(aContact()), { type: 'add-passkey', passkey: finger.passkey }, sets({ passkeys: 'listen' })],
  });
  message = await holding(household);
});

const at = (end: string) => `/messages/${message.id}${end}`;
/** One request that can be made again as it is: the same body under the same proof. */
async function aRequest(end: 'listen' | 'answer' | 'undo', content: object = {}) {
  const url = `${origin}/households/${household.household}${at(`/${end}`)}`;
  const body = new TextEncoder().encode(JSON.stringify(content));
  const proof = await household.phone.prove({ method: 'POST', url, body }, household.clock.now());
  return (
    documents: Documents = household.documents,
    more: Parameters<typeof aCompanion>[1] = {},
  ): Promise<Answer> =>
    aCompanion(household, { documents, ...more }).call('POST', at(`/${end}`), content, { proof });
}
const listens = () => aRequest('listen');
const discards = async () =>
  aRequest('answer', { jws: await household.phone.sign(aDiscard(message, await trustOf(household))) });
/** A release after a listening, with a passkey's word at this counter. */
async function releases(counter = 5) {
  const { nonce } = (await (await listens())()).body as { nonce: string };
  household.clock.pass(seconds(10));
  const jws = await releaseBy(household, message, { nonce });
  return aRequest('answer', { jws, assertion: finger.sign(sha256(jws), { counter }) });
}
const undoes = async () => {
  await (
    await releases()
  )();
  return aRequest('undo');
};
const requests = { listen: listens, discard: discards, release: releases, undo: undoes };
const each = Object.entries(requests);

const stored = async (documents: Documents = household.documents) =>
  (await documents.get(household.household, 'message', message.id)) as Message;
/** All that is stored, in an order of its own. */
const everything = () =>
  household.documents
    .everything()
    .map(one => JSON.stringify(one))
    .toSorted();
const proofs = () => household.documents.everything().filter(({ kind }) => kind === 'proof').length;
const codeOf = ({ status, body }: Answer): string => (body as { code?: string }).code ?? `${status}`;

/** Documents that tell what was put, and with what. */
function watched(documents: Documents = household.documents) {
  const seen: [kind: Document['kind'], with_: string | undefined][] = [];
  const watching: Documents = {
    ...documents,
    put(document, ifVersion, also?: PutOptions) {
      seen.push([document.kind, also?.add?.kind]);
      return documents.put(document, ifVersion, also);
    },
  };
  return { seen, watching };
}

describe('The proof of a request', () => {
  test.each<[string, () => ReturnType<typeof aRequest>, unknown[]]>([
    ['listens', listens, [['message', 'proof']]],
    ['discards', discards, [['message', 'proof']]],
    [
      'releases with a passkey',
      releases,
      [
        ['passkey', 'proof'],
        ['message', undefined],
      ],
    ],
    ['takes back', undoes, [['message', 'proof']]],
  ])('that %s is stored with the first thing that it writes', async (_, make, expected) => {
    const request = await make();
    const { seen, watching } = watched();
    expect((await request(watching)).status).toBe(200);
    expect(seen).toEqual(expected);
  });

  test('a proof is stored with the second write if the first one lost its race', async () => {
    const request = await discards();
    const others = await listens();
    const { seen, watching } = watched();
    let isFirst = true;
    const overtaken: Documents = {
      ...watching,
      async put(...put) {
        if (isFirst) await others();
        isFirst = false;
        return watching.put(...put);
      },
    };
    expect((await request(overtaken)).status).toBe(200);
    expect(seen).toEqual([
      ['message', 'proof'],
      ['message', 'proof'],
    ]);
    expect(await stored()).toMatchObject({ state: 'discarded', version: 3 });
    expect(codeOf(await request())).toBe('proof-replayed');
  });

  test('the proof of a request that only reads is stored before anything else, also if there is nothing to read', async () => {
    const { seen, watching } = watched();
    const { call } = aCompanion(household, { documents: watching });
    expect((await call('GET', at(''))).status).toBe(200);
    expect((await call('GET', '/messages/01JNONE')).status).toBe(404);
    expect(seen).toEqual([
      ['proof', undefined],
      ['proof', undefined],
    ]);
  });

  test.each(['/messages/01JMESSAGE/listen', '/nowhere', '/messages/%2E%2E%2Ftrust', '/messages/%20'])(
    'a GET of %s, which is no route or names no id, is refused without a look at the store',
    async path => {
      const fail = () => Promise.reject(new Error('the store was asked'));
      const documents = { ...household.documents, get: fail, list: fail, overview: fail, put: fail };
      const answered = await aCompanion(household, { documents }).call('GET', path);
      expect(answered).toMatchObject({ status: 404, body: { code: 'not-found' } });
    },
  );
});

describe('A request that comes again', () => {
  test.each(each)('a replayed request to %s is refused and changes nothing', async (_, make) => {
    const request = await make();
    expect((await request()).status).toBe(200);
    const before = everything();
    const again = await request();
    expect(again).toMatchObject({ status: 401, type: 'application/problem+json' });
    expect(codeOf(again)).toBe('proof-replayed');
    expect(again.headers.get('Cache-Control')).toBe('no-store');
    expect(everything()).toEqual(before);
  });

  test('a replayed release uses no counter of its passkey, although that would be accepted', async () => {
    const request = await releases(0);
    household.documents.plant({
      kind: 'proof',
      household: household.household,
      id: await proofIdOf(request),
      version: 1,
      until: household.clock.now(),
    });
    const before = everything();
    expect(codeOf(await request())).toBe('proof-replayed');
    expect(everything()).toEqual(before);
    expect(await stored()).toMatchObject({ state: 'held' });
  });

  test('a replay of an answer that was given before is refused, and its first request is not', async () => {
    const statement = await household.phone.sign(aDiscard(message, await trustOf(household)));
    expect((await (await aRequest('answer', { jws: statement }))()).status).toBe(200);
    household.clock.pass(seconds(2));
    const request = await aRequest('answer', { jws: statement });
    const before = proofs();
    expect((await request()).status).toBe(200);
    expect(proofs()).toBe(before + 1);
    expect(codeOf(await request())).toBe('proof-replayed');
    expect(await stored()).toMatchObject({ version: 2 });
  });

  test.each<[string, () => ReturnType<typeof aRequest>]>([
    ['passkey-needed', async () => aRequest('answer', { jws: await releaseBy(household, message) })],
    ['unknown-phone', () => aRequest('answer', { jws: 'nonsense' })],
    ['body-malformed', () => aRequest('answer', { jws: 1 })],
    ['not-released', () => aRequest('undo')],
  ])('and was refused as %s is refused as replayed', async (code, make) => {
    const request = await make();
    expect(codeOf(await request())).toBe(code);
    const before = everything();
    expect(codeOf(await request())).toBe('proof-replayed');
    expect(everything()).toEqual(before);
  });

  test('a replay of a request that exceeded the rate is refused', async () => {
    const request = await listens();
    const none = { phone: 0, address: Infinity, pairing: Infinity, stop: Infinity };
    expect(codeOf(await request(household.documents, { rates: none }))).toBe('too-many-requests');
    expect(codeOf(await request())).toBe('proof-replayed');
    expect(await stored()).toMatchObject({ listening: [] });
  });

  test.each(each)('a replay of a request to %s that could not be stored is refused', async (_, make) => {
    const request = await make();
    const broken: Documents = {
      ...household.documents,
      put: (document, ...how) =>
        document.kind === 'proof'
          ? household.documents.put(document, ...how)
          : Promise.reject(new Error('disk full')),
    };
    const before = await stored();
    expect(codeOf(await request(broken))).toBe('storage-failed');
    expect(codeOf(await request())).toBe('proof-replayed');
    expect(await stored()).toEqual(before);
  });

  test('a request is accepted again if not even its proof could be stored', async () => {
    const request = await listens();
    const broken = { ...household.documents, put: () => Promise.reject(new Error('disk full')) };
    expect(codeOf(await request(broken))).toBe('storage-failed');
    expect(codeOf(await request())).toBe('200');
  });
});

/** By what it left behind. */
async function proofIdOf(request: Awaited<ReturnType<typeof aRequest>>): Promise<string> {
  let id = '';
  const noted: Documents = {
    ...household.documents,
    async put(_document, _ifVersion, also) {
      id = also?.add?.id ?? id;
      throw new Error('it is only looked at');
    },
  };
  await request(noted);
  return id;
}

/** Makes the same request twelve times at once, on connections in turn to a store of its own. */
async function oneIsTaken(
  make: () => ReturnType<typeof aRequest>,
  connections: readonly Documents[],
  seed: number,
): Promise<void> {
  const [first] = connections as [Documents];
  const request = await make();
  for (const one of household.documents.everything()) await first.put(one, 0);
  const before = await stored(first);
  const random = randomFrom(seed);
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      request(unsteady(connections[i % connections.length] as Documents, random)),
    ),
  );
  expect(answers.map(codeOf).toSorted()).toEqual(['200', ...Array<string>(11).fill('proof-replayed')]);
  expect((await stored(first)).version).toBe(before.version + 1);
}

describe.each(Object.entries(racecourses))(
  'the same request twelve times at once, kept in %s',
  (store, open) => {
    test.each(each)(
      `one of twelve equal requests to %s at once is taken in ${store}, and the others are refused as replayed`,
      async (_what, make) => {
        const course = open();
        await oneIsTaken(make, course.connections, 1).finally(course.close);
      },
    );
  },
);

describeWithDynoxide('the same request twelve times at once, kept in DynamoDB', dynoxide => {
  test.each(each)(
    'one of twelve equal requests to %s at once is taken in DynamoDB, and the others are refused as replayed',
    async (_what, make) => {
      const { wire, createTable } = await dynoxide();
      const client = new DynamoDBClient(wire.client);
      const documents = dynamoDocuments({ client, table: await createTable(), marksChanges: true });
      await oneIsTaken(make, [documents], 1).finally(() => client.destroy());
    },
  );
});
