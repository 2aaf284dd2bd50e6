import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { seconds } from '../../core/household/instant.ts';
import { phoneIdOf } from '../../core/approval/jws.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { createCheckpoint } from '../../phone/session/check-trust-list.ts';
import { launchWholeBrowser } from '../support/browser/browser-session.ts';
import { PATIENCE, type PhoneClient } from '../support/builders/phone-client.ts';
import { PushBrowser } from '../support/browser/push-browser.ts';
import { type Pushed, type PushPeer, startPushPeer } from '../support/peers/push-peer.ts';
import { pairedPhone, startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';

let peer: PushPeer;
let at: TestHomeServer;
/** The first phone of the household. It has no screen: its pushes arrive at the peer and are not shown. */
let ben: PhoneClient;
let browser: Browser;
let context: BrowserContext;
/** The second phone, in a real browser. */
let sara: PushBrowser;
let saraId: PhoneId;
/** The push of the message that waits. */
let waiting: Pushed;

beforeAll(async () => {
  peer = await startPushPeer();
  at = await startTestHomeServer({ pushes: peer });
  ben = await pairedPhone(at);
  await ben.set({ undo: 0, notificationDetail: 'contact' });
  browser = await launchWholeBrowser();
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(PATIENCE);
  await context.grantPermissions(['notifications'], { origin: at.origin });
  const url = `${at.origin}/phone/`;
  sara = await PushBrowser.open(context, { peer, name: 'Sara', url });
  const key = await sara.do(app => app.introduce());
  saraId = phoneIdOf(key);
  await ben.append({ type: 'admit-phone', phone: { key, name: 'Sara’s phone' } });
  const trust = await ben.trust();
  const firstLink = ben.firstLink as NonNullable<PhoneClient['firstLink']>;
  const paired = { household: at.server.household, firstLink, checkpoint: createCheckpoint(trust) };
  await sara.do((app, paired) => app.pair(paired), paired);
  await sara.do(app => app.startWorker());
  await sara.goto(url);
});

afterAll(async () => {
  await browser.close();
  await at.stop();
  await peer.stop();
});

/** Speaks a message to the Echo. */
async function speak(): Promise<void> {
  await at.say('alexa, tell second yes to send a message to anna');
  expect((await at.say('dinner is at seven')).spoken.say).toContain("I'm holding it");
}

async function holdOne(): Promise<string> {
  await speak();
  return (await ben.until('held')).id;
}

/** Waits until the peer has the push about a message to one phone. */
async function pushed(phone: string, title: RegExp): Promise<Pushed> {
  for (;;) {
    const found = peer.taken.findIndex(
      one => one.phone.startsWith(phone) && title.test(one.payload.notification.title),
    );
    const [push] = found < 0 ? [] : peer.taken.splice(found, 1);
    if (push) return push;
    await new Promise(resolve => setTimeout(resolve, 30));
  }
}

async function asked(times: number): Promise<void> {
  while (peer.asked < times) await new Promise(resolve => setTimeout(resolve, 30));
}

const isOn = () => sara.do(async app => (await app.push()).getState());

describe('Pushes in a real browser', () => {
  test("turning notifications on subscribes the browser with the server's key and registers the subscription", async () => {
    expect(await isOn()).toBe('not-asked');
    expect(await sara.do(async app => (await app.push()).turnOn())).toEqual({ got: 'on' });
    expect(await isOn()).toBe('on');
  });

  test('a test push arrives, is shown, and its time is stored', async () => {
    expect(await sara.do(async app => (await app.push()).sendTest())).toEqual({
      got: { end: 'taken', status: 201 },
    });
    expect(await sara.do(async app => (await app.push()).getLastArrival())).toBeUndefined();
    await sara.deliver((await pushed('Sara', /Notifications arrive/)).raw, shown =>
      shown.some(({ tag }) => tag === 'test'),
    );
    expect(await sara.do(async app => (await app.push()).getLastArrival())).toBeGreaterThan(
      Date.now() - 60_000,
    );
  });

  test('a message spoken to the Echo is notified, and a tap opens it in the app', async () => {
    const id = await holdOne();
    const push = await pushed('Sara', /waiting/);
    waiting = push;
    expect(push).toMatchObject({ urgency: 'high', payload: { web_push: 8030 } });
    expect(push.ttl).toBeLessThanOrEqual(3_600);
    expect(push.raw).not.toContain('dinner');
    const [shown] = await sara.deliver(push.raw, all => all.some(({ tag }) => tag === id));
    expect(shown).toMatchObject({ body: 'From Kitchen, for Anna', actions: ['discard'] });
    await sara.tap(id);
    await sara.page.waitForURL(`${at.origin}/phone/#message=${id}`);
    await sara.page.locator(`article[data-message="${id}"]`).waitFor();
  });

  test('an answer on another phone replaces the notification', async () => {
    const view = await ben.until('held');
    await sara.deliver(waiting.raw, all => all.some(({ tag }) => tag === view.id));
    expect((await ben.answer(view, await ben.signedRelease(view))).status).toBe(200);
    // An open app closes the notification itself; a push replaces it if the app is not open.
    await sara.shows(all => all.every(({ tag }) => tag !== view.id));
    const shown = await sara.deliver((await pushed('Sara', /Answered/)).raw, all =>
      all.some(({ tag }) => tag === view.id),
    );
    expect(shown.filter(({ tag }) => tag === view.id)).toMatchObject([{ title: 'Answered on Test phone' }]);
  });

  test('the Discard button of a notification discards the message, signed by this phone', async () => {
    const id = await holdOne();
    await sara.deliver((await pushed('Sara', /waiting/)).raw, all => all.some(({ tag }) => tag === id));
    await sara.tap(id, 'discard');
    const discarded = await ben.until('discarded');
    expect(discarded).toMatchObject({ id, answer: { type: 'discard', phone: saraId } });
    await sara.shows(all => all.some(({ tag, title }) => tag === id && title === 'Discarded'));
  });

  test('a subscription that is gone is deleted, and the app subscribes again at its next start', async () => {
    peer.does({ answers: 410 });
    const before = peer.asked;
    expect(await sara.do(async app => (await app.push()).sendTest())).toEqual({
      got: { end: 'gone', status: 410 },
    });
    expect(peer.asked).toBe(before + 1);
    peer.does({ answers: 201 });
    await sara.goto(`${at.origin}/phone/`);
    await sara.do(async app => (await app.push()).renew());
    expect(await sara.do(async app => (await app.push()).sendTest())).toEqual({
      got: { end: 'taken', status: 201 },
    });
  });

  test("the app without a network opens from the worker's cache", async () => {
    await context.setOffline(true);
    await sara.page.goto(`${at.origin}/phone/`);
    await sara.page.locator('main').waitFor();
    expect(
      await sara.page.evaluate(() =>
        fetch('/api/household').then(
          () => 'reached',
          () => 'not reached',
        ),
      ),
    ).toBe('not reached');
    await context.setOffline(false);
    await sara.goto(`${at.origin}/phone/`);
  });

  test('a revoked phone is notified once, and never again', async () => {
    await ben.append({ type: 'revoke-phone', phone: saraId });
    const push = await pushed('Sara', /removed/);
    expect(push.payload.notification.body).toBe('By Test phone');
    await sara.deliver(push.raw, all => all.some(({ tag }) => tag === 'revoked'));
    const before = peer.asked;
    await ben.call('PUT', '/push', peer.subscribe('Ben', (await keyOf(ben)).key));
    await holdOne();
    await pushed('Ben', /waiting/);
    expect(peer.asked).toBe(before + 1);
    expect(peer.complaints).toEqual([]);
  });

  test('a browser that denies notifications is recognised, and nothing is subscribed', async () => {
    const forbidding = await browser.newContext();
    const page = await PushBrowser.open(forbidding, {
      peer,
      name: 'Eve',
      url: `${at.origin}/phone/`,
    });
    const introduced = await page.do(app => app.introduce());
    await ben.append({ type: 'admit-phone', phone: { key: introduced, name: 'Eve’s phone' } });
    const firstLink = ben.firstLink as NonNullable<PhoneClient['firstLink']>;
    const paired = {
      household: at.server.household,
      firstLink,
      checkpoint: createCheckpoint(await ben.trust()),
    };
    await page.do((app, paired) => app.pair(paired), paired);
    await page.do(app => app.startWorker());
    expect(await page.do(async app => (await app.push()).turnOn())).toEqual({ got: 'denied' });
    await forbidding.close();
  });

  // This test is the last one, because the phones' clocks are wrong afterwards. A minute passes first: the fourth
  // message within a minute would be collected with others.
  test('a push service that is down for a minute gets the push afterwards', async () => {
    at.pass(seconds(61));
    peer.does({ answers: 503 });
    const before = peer.asked;
    await speak();
    await asked(before + 1);
    peer.does({ answers: 201 });
    at.pass(seconds(60));
    expect((await pushed('Ben', /waiting/)).payload.notification.body).toBe('From Kitchen, for Anna');
  });
});

const keyOf = async (phone: PhoneClient) => (await phone.call<{ key: string }>('GET', '/push')).body;
