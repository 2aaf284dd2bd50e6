import { beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { consentOf } from '../../../core/household/consent.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { stopKeyFrom, stopUrl } from '../../../core/household/stop-token.ts';
import { seconds } from '../../../core/household/instant.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aContact, noon, puts, sealKey, sets } from '../../support/builders/builders.ts';

const NAMED = [puts(aContact()), sets({ householdName: 'the <Miller> household' })];
const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });

let household: TestHousehold;
let path: string;
let companion: ReturnType<typeof aCompanion>;
beforeEach(async () => {
  household = await aHousehold({ says: NAMED });
  companion = aCompanion(household);
  path = pathOf({ household: household.household, address: anna });
});

const pathOf = (stoppable: Parameters<typeof stopUrl>[1], key = stopKeyFrom(sealKey)) =>
  stopUrl('', stoppable, key).replace('/stop', '');

const open = async (at = path) => companion.stop.request(at);

async function post(body: string, at = path, type = 'application/x-www-form-urlencoded') {
  return companion.stop.request(at, { method: 'POST', body, headers: { 'Content-Type': type } });
}

const stored = async () =>
  consentOf(await household.documents.get(household.household, 'consent', 'consent'), anna);

/** The sentences of a page and its button, as a person reads them. */
async function read(response: Response) {
  const page = (await response.text()).replace(/\s+/g, ' ');
  return {
    says: [...page.matchAll(/<p>(.*?)<\/p>/g)].map(([, said]) => said),
    button: /<button name="action" value="(\w+)">/.exec(page)?.[1],
  };
}

describe('the page to stop messages', () => {
  test('opening the page to stop messages asks, and changes nothing', async () => {
    const page = await open();
    expect(page.status).toBe(200);
    expect(await read(page)).toEqual({
      says: ['Stop voice messages from the &lt;Miller&gt; household to this address?'],
      button: 'stop',
    });
    expect(await stored()).toBeUndefined();
  });

  test.each(['HEAD', 'GET', 'OPTIONS', 'PUT', 'DELETE'])('a request by %s changes nothing', async method => {
    await companion.stop.request(`${path}?action=stop&List-Unsubscribe=One-Click`, { method });
    expect(await stored()).toBeUndefined();
  });

  test('the button of the page to stop messages stops them to the address until they are allowed again', async () => {
    const answer = await read(await post('action=stop'));
    expect(answer.says[0]).toBe(
      'Stopped. The &lt;Miller&gt; household can no longer send voice messages to this address.',
    );
    expect(answer.button).toBe('allow');
    expect(await stored()).toMatchObject({ stopped: { at: noon, by: 'page' } });

    household.clock.pass(seconds(60));
    await post('action=stop');
    expect(await stored()).toMatchObject({ stopped: { at: noon, by: 'page' } });
    expect(await read(await open())).toEqual(answer);
  });

  test('a mail program stops messages with one click', async () => {
    expect((await post('List-Unsubscribe=One-Click')).status).toBe(200);
    expect(await stored()).toMatchObject({ stopped: { by: 'page' } });
  });

  test('a mail program that sends its click as multipart stops messages, too', async () => {
    const part = 'Content-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n';
    const answer = await post(`--b\r\n${part}--b--\r\n`, path, 'multipart/form-data; boundary=b');
    expect(answer.status).toBe(200);
    expect(await stored()).toMatchObject({ stopped: { by: 'page' } });
  });

  test('messages that were stopped can be allowed again', async () => {
    await post('action=stop');
    expect(await read(await post('action=allow'))).toMatchObject({ button: 'stop' });
    expect((await stored())?.stopped).toBeUndefined();
    expect((await read(await open())).button).toBe('stop');
  });

  test('stopping messages to one address does not stop them to another', async () => {
    await post('action=stop');
    const other = pathOf({
      household: household.household,
      address: addressDigest({ channel: 'email', address: 'anna@work.example' }),
    });
    expect((await read(await open(other))).button).toBe('stop');
  });

  test.each(['', 'action=erase', 'List-Unsubscribe=', '{"action":"stop"}'])(
    'the body %j stops nothing, and the page asks again',
    async body => {
      const answer = await post(body);
      expect(answer.status).toBe(400);
      expect((await read(answer)).button).toBe('stop');
      expect(await stored()).toBeUndefined();
    },
  );

  test('a body of another type stops nothing', async () => {
    expect((await post('{"action":"stop"}', path, 'application/json')).status).toBe(400);
    expect(await stored()).toBeUndefined();
  });

  test('a long body is refused', async () => {
    expect((await post(`action=stop&more=${'x'.repeat(5_000)}`)).status).toBe(413);
    expect(await stored()).toBeUndefined();
  });

  test('a household without a name is called this household', async () => {
    household = await aHousehold();
    companion = aCompanion(household);
    expect((await read(await open())).says).toEqual([
      'Stop voice messages from this household to this address?',
    ]);
  });
});

describe('a link to stop messages that does not work', () => {
  const answersTo = async (at: string) =>
    Promise.all(
      [open(at), post('action=stop', at)].map(async answer => {
        const { status } = await answer;
        return { status, text: await (await answer).text() };
      }),
    );

  test('a changed link, a link of others, and a link of an erased household get the same answer', async () => {
    const stoppable = { household: household.household, address: anna };
    const [unknown] = await answersTo('/anything');
    expect(unknown?.status).toBe(404);
    const others = [
      path.slice(0, -1),
      path.replace('email', 'emali'),
      pathOf(stoppable, stopKeyFrom(new Uint8Array(32))),
      path.replace(household.household, 'another-household-of-us'),
      pathOf({ ...stoppable, household: 'another-household-of-us' as HouseholdId }),
      `${path}.`,
      `${path}%00`,
      `${path}${'A'.repeat(10_000)}`,
      `/${'.'.repeat(10_000)}`,
      '/%00',
      '/%ff',
      '/..%2f..',
      '/',
      '/a/b',
    ];
    for (const at of others) expect(await answersTo(at)).toEqual([unknown, unknown]);

    await household.documents.forget(household.household);
    expect(await answersTo(path)).toEqual([unknown, unknown]);
    expect(await stored()).toBeUndefined();
  });
});

describe('what a browser may do with the page to stop messages', () => {
  test('the page runs and loads nothing, is kept by nobody, and shows its address to nobody', async () => {
    const page = await open();
    const policy = page.headers.get('Content-Security-Policy') ?? '';
    const style = /<style>(.*?)<\/style>/s.exec(await page.text())?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy.split('; ').sort()).toEqual(
      [
        "default-src 'none'",
        `style-src 'sha256-${hash}'`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].sort(),
    );
    expect(page.headers.get('Cache-Control')).toBe('no-store');
    expect(page.headers.get('Referrer-Policy')).toBe('no-referrer');
  });

  test('the style of the page is for light and dark and has no other colours than the tokens', async () => {
    const text = await (await open()).text();
    expect(text).toContain('prefers-color-scheme:dark');
    expect(text).not.toMatch(/<script|onclick|https?:/);
  });
});

test('more requests from one address than its rate are refused, and change nothing', async () => {
  const none = { phone: Infinity, address: Infinity, pairing: Infinity };
  companion = aCompanion(household, { rates: { ...none, stop: 2 } });
  await open();
  await open();
  const refused = await post('action=stop');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('Retry-After')).toMatch(/^\d+$/);
  expect(await stored()).toBeUndefined();
});

test('a store that fails gives a page that says so, and a log line without its text', async () => {
  const documents = { ...household.documents, put: () => Promise.reject(new Error('anna@example.org')) };
  companion = aCompanion(household, { documents });
  const answer = await post('action=stop');
  expect(answer.status).toBe(500);
  expect((await read(answer)).says).toEqual([
    'That could not be stored. Nothing was changed; try again in a moment.',
  ]);
  expect(companion.lines.join('')).toContain('request failed');
  expect(companion.lines.join('')).not.toContain('anna');
});
