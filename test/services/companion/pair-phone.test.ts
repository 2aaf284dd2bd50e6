import { beforeEach, describe, expect, test } from '@jest/globals';
import { replayTrustList } from '../../../core/approval/trust-list.ts';
import { offerPairing } from '../../../services/companion/pair-phone.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import type { TestHousehold } from '../../support/builders/a-household.ts';
import {
  aClock,
  aHouseholdId,
  anchor,
  aPhone,
  noon,
  type TestPhone,
  theRecovery,
} from '../../support/builders/builders.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';
import { memoryRecordings } from '../../support/memory/memory-recordings.ts';

let household: TestHousehold;
let seed: number;
let recovery: TestPhone;

/** An empty household: no phone is paired. `phone` is the one that will ask. */
beforeEach(async () => {
  seed = 1;
  recovery = await theRecovery;
  household = {
    household: aHouseholdId(),
    documents: memoryDocuments(),
    recordings: memoryRecordings(),
    clock: aClock(),
    phone: await aPhone('Ben’s phone'),
  };
});

const offer = () =>
  offerPairing(
    {
      documents: household.documents,
      anchor,
      random: length => Uint8Array.from({ length }, (_, i) => i + (seed += 1)),
    },
    household.household,
    household.clock.now(),
  );
const offered = async () => ((await offer()) as { code: string }).code;
const introducing = ({ jwk, name }: TestPhone, code: string) => ({
  code,
  phone: { key: jwk, name },
  recovery: recovery.jwk,
});
const pairing = (code: string, phone = household.phone) =>
  aCompanion(household).call('POST', '/pair', introducing(phone, code), { by: phone });
const trust = () => household.documents.get(household.household, 'trust', 'trust');

describe('offering a pairing', () => {
  test('an offered pairing gives a code for ten minutes, and the code is stored nowhere', async () => {
    const given = (await offer()) as { code: string };
    expect(given).toEqual({
      code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      until: after(noon, minutes(10)),
    });
    const stored = JSON.stringify(household.documents.everything());
    expect(stored).not.toContain(given.code);
    expect(stored).not.toContain(given.code.replace('-', ''));
  });

  test('a new pairing code makes the code before void', async () => {
    const first = await offered();
    const second = await offered();
    expect(await pairing(first)).toMatchObject({ status: 403, body: { code: 'code-wrong' } });
    expect(await pairing(second)).toMatchObject({ status: 200 });
  });

  test('no pairing is offered once a phone is paired', async () => {
    await pairing(await offered());
    expect(await offer()).toBeUndefined();
  });
});

describe('pairing', () => {
  test('the first phone creates a trust list with its key, the recovery code’s key and the anchor key’s seal', async () => {
    const answer = await pairing(await offered());
    expect(answer).toMatchObject({
      status: 200,
      body: { household: household.household, phone: household.phone.id },
    });
    const { links } = (await trust()) as { links: string[] };
    expect(answer.body).toHaveProperty('links', links);
    expect(await replayTrustList(links, household.household, { anchor })).toMatchObject({
      phones: new Map([
        [
          household.phone.id,
          { id: household.phone.id, key: household.phone.jwk, name: 'Ben’s phone', since: noon },
        ],
      ]),
      recovery: { id: recovery.id, key: recovery.jwk },
      settings: defaultSettings,
    });
  });

  test('a paired phone can use the API', async () => {
    await pairing(await offered());
    expect(await aCompanion(household).call('GET', '/messages')).toMatchObject({
      status: 200,
      body: { messages: [] },
    });
  });

  test('the same phone that pairs again after a lost answer gets the same answer', async () => {
    const code = await offered();
    const first = await pairing(code);
    household.clock.pass(minutes(30));
    expect(await pairing(code)).toMatchObject({ status: 200, body: first.body });
    expect(await trust()).toMatchObject({ version: 1 });
  });

  test('a second phone is refused as already-paired, also with the right code', async () => {
    const code = await offered();
    await pairing(code);
    expect(await pairing(code, await aPhone())).toMatchObject({
      status: 409,
      body: { code: 'already-paired' },
    });
  });

  test('one of two phones that give the same code at once is paired', async () => {
    const code = await offered();
    const answers = await Promise.all([household.phone, await aPhone()].map(phone => pairing(code, phone)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });

  test('a code is refused as code-expired if no pairing was offered', async () => {
    expect(await pairing('ABCD-EFGH')).toMatchObject({ status: 410, body: { code: 'code-expired' } });
  });

  test('five wrong codes use a pairing up, so that the right code is refused too', async () => {
    const code = await offered();
    for (let i = 0; i < 5; i++)
      expect(await pairing('AAAA-AAAA')).toMatchObject({ status: 403, body: { code: 'code-wrong' } });
    expect(await pairing(code)).toMatchObject({ status: 410, body: { code: 'code-used-up' } });
    expect(await trust()).toBeUndefined();
  });

  test('wrong codes that come at once are all counted', async () => {
    const code = await offered();
    await Promise.all(Array.from({ length: 12 }, () => pairing('AAAA-AAAA')));
    expect(await pairing(code)).toMatchObject({ body: { code: 'code-used-up' } });
  });

  test('a code is refused after ten minutes', async () => {
    const code = await offered();
    household.clock.pass(minutes(10));
    expect(await pairing(code)).toMatchObject({ status: 410, body: { code: 'code-expired' } });
  });

  test('a code is refused after the clock was set back by hours', async () => {
    const code = await offered();
    household.clock.pass(-minutes(120));
    expect(await pairing(code)).toMatchObject({ status: 410, body: { code: 'code-expired' } });
  });

  test('a code is refused if a new one was offered while it was on its way', async () => {
    const code = await offered();
    let stolen = false;
    const documents: Documents = {
      ...household.documents,
      async put(document, ifVersion, also) {
        if (document.kind === 'trust' && !stolen) {
          stolen = true;
          await offer();
        }
        return household.documents.put(document, ifVersion, also);
      },
    };
    const answer = await aCompanion(household, { documents }).call(
      'POST',
      '/pair',
      introducing(household.phone, code),
    );
    expect(answer).toMatchObject({ status: 403, body: { code: 'code-wrong' } });
    expect(await trust()).toBeUndefined();
  });
});

describe('pairing needs a proof of the key that is introduced', () => {
  test('pairing without a proof is refused and uses no attempt', async () => {
    const code = await offered();
    const answer = await aCompanion(household).call('POST', '/pair', introducing(household.phone, code), {
      by: null,
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'proof-missing' } });
    expect(await household.documents.get(household.household, 'pairing', 'pairing')).toMatchObject({
      used: false,
      tries: [],
    });
  });

  test('pairing with the proof of another key is refused', async () => {
    const code = await offered();
    const answer = await aCompanion(household).call('POST', '/pair', introducing(household.phone, code), {
      by: await aPhone(),
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'proof-invalid' } });
    expect(await trust()).toBeUndefined();
  });
});

describe('a pairing that cannot be read is refused:', () => {
  const name = 'Ben’s phone';
  const whole = (key: object) => ({ code: 'ABCD-EFGH', phone: { key, name }, recovery: recovery.jwk });
  test.each<[string, (key: object) => unknown]>([
    ['without a code', key => ({ ...whole(key), code: undefined })],
    ['with a code that is no text', key => ({ ...whole(key), code: 1 })],
    ['without a key', key => ({ ...whole(key), phone: { name } })],
    [
      'with a key on another curve',
      key => ({ ...whole(key), phone: { key: { ...key, crv: 'P-384' }, name } }),
    ],
    [
      'with the private half of the key',
      key => ({ ...whole(key), phone: { key: { ...key, d: 'x' }, name } }),
    ],
    ['with an empty name', key => ({ ...whole(key), phone: { key, name: '  ' } })],
    ['with a name that is too long', key => ({ ...whole(key), phone: { key, name: 'x'.repeat(61) } })],
    ['that says more than it may', key => ({ ...whole(key), floor: 'tap' })],
    ['without the recovery code’s key', key => ({ ...whole(key), recovery: undefined })],
    ['with the private half of that', key => ({ ...whole(key), recovery: { ...key, d: 'x' } })],
    ['that says nothing', () => null],
  ])('%s', async (_, said) => {
    await offered();
    expect(await aCompanion(household).call('POST', '/pair', said(household.phone.jwk))).toMatchObject({
      status: 400,
      body: { code: 'body-malformed' },
    });
  });

  test('a pairing with a point that is not on the curve is refused', async () => {
    const code = await offered();
    const phone = { ...household.phone, jwk: { ...household.phone.jwk, x: 'A'.repeat(43) } };
    expect(await pairing(code, phone)).toMatchObject({ status: 401, body: { code: 'proof-invalid' } });
  });
});
