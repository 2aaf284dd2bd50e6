import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatRecoveryCode, deriveRecoveryKey } from '../../../phone/pairing/recovery-code.ts';
import { isRecoveryCode } from '../../../phone/pairing/typed-codes.ts';
import { makeProof } from '../../../core/approval/proof.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import {
  aLink,
  aPhone,
  noon,
  recovers,
  theRecovery,
  puts,
  aContact,
  type TestPhone,
  aFirstLink,
} from '../../support/builders/builders.ts';

let household: TestHousehold;
let recovery: TestPhone;
let sara: TestPhone;
let next: TestPhone;
let call: ReturnType<typeof aCompanion>['call'];
beforeEach(async () => {
  household = await aHousehold();
  ({ call } = aCompanion(household));
  [recovery, sara, next] = await Promise.all([theRecovery, aPhone('Sara’s phone'), aPhone()]);
});

const links = async () =>
  (await call('GET', '/trust', undefined, { by: recovery })).body['links'] as string[];
const recover = async () =>
  call(
    'POST',
    '/trust',
    { link: await aLink(recovery, await links(), recovers(sara, next)) },
    { by: recovery },
  );

describe('with the recovery code', () => {
  test('the recovery code admits a new phone and revokes all others at once', async () => {
    expect((await recover()).status).toBe(200);
    expect((await call('GET', '/messages', undefined, { by: sara })).status).toBe(200);
    expect(await call('GET', '/messages')).toMatchObject({ status: 401, body: { code: 'phone-revoked' } });
  });

  test('phones that the recovery code revoked learn when, and that no phone did it', async () => {
    await recover();
    const { body } = await call('GET', '/messages');
    expect(body).toMatchObject({ code: 'phone-revoked', at: noon });
    expect(body).not.toHaveProperty('name');
  });

  test('a recovery code works once, and its link names the next code', async () => {
    await recover();
    expect((await call('GET', '/trust', undefined, { by: recovery })).status).toBe(401);
    expect((await call('GET', '/trust', undefined, { by: next })).status).toBe(200);
  });

  test.each([
    ['GET', '/messages'],
    ['GET', '/activity'],
    ['POST', '/export'],
    ['POST', '/erase'],
    ['POST', '/invitation'],
  ])('%s %s stays shut: it opens the trust list and nothing else', async (method, path) => {
    const content = path === '/erase' ? { household: household.household } : undefined;
    expect(await call(method, path, content, { by: recovery })).toMatchObject({
      status: 401,
      body: { code: 'proof-invalid' },
    });
    expect((await call('GET', '/messages')).status).toBe(200);
  });

  test('the recovery code can sign no other link, and no phone can sign a recovery', async () => {
    const chain = await links();
    const put = await aLink(recovery, chain, puts(aContact()));
    const posing = await aLink(household.phone, chain, recovers(sara, next));
    for (const link of [put, posing])
      expect(await call('POST', '/trust', { link }, { by: recovery })).toMatchObject({
        status: 422,
        body: { code: 'link-refused' },
      });
  });
});

describe('the code that is written down', () => {
  const seed = Uint8Array.from({ length: 16 }, (_, i) => i * 17);

  test('a recovery code gives the same key however it is typed', async () => {
    const code = formatRecoveryCode(seed);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]$/);
    expect((await deriveRecoveryKey(code.toLowerCase().replaceAll('-', ' '))).jwk).toEqual(
      (await deriveRecoveryKey(code)).jwk,
    );
  });

  test('a recovery code with one other letter gives another key', async () => {
    const code = formatRecoveryCode(seed);
    const other = (code.startsWith('0') ? '1' : '0') + code.slice(1);
    expect((await deriveRecoveryKey(other)).phone).not.toBe((await deriveRecoveryKey(code)).phone);
  });

  test('the key of a recovery code signs links that the server accepts', async () => {
    const { phone, key, jwk } = await deriveRecoveryKey(formatRecoveryCode(seed));
    const signer = { ...recovery, id: phone, key, jwk };
    const founded = await aHousehold();
    await founded.documents.forget(founded.household);
    const firstLink = await aFirstLink(founded.phone, { recovery: jwk });
    await founded.documents.put(
      { kind: 'trust', household: founded.household, id: 'trust', version: 0, links: [firstLink] },
      0,
    );
    const link = await aLink(signer, [firstLink], recovers(sara, next));
    const answer = await aCompanion(founded).call(
      'POST',
      '/trust',
      { link },
      { by: { ...signer, prove: proofsBy(signer) } },
    );
    expect(answer.status).toBe(200);
  });

  test('a text that cannot be a recovery code is recognised', () => {
    expect(isRecoveryCode(formatRecoveryCode(seed))).toBe(true);
    expect(isRecoveryCode('ABCD-EFGH')).toBe(false);
  });
});

/** Proofs by this signer's own key. */
function proofsBy({ id, key, jwk }: TestPhone): TestPhone['prove'] {
  return (request, at, jti = 'proof-by-the-recovery-key') =>
    makeProof(request, { phone: id, key, jwk }, { at, jti });
}
