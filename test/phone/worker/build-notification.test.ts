import { describe, expect, test } from '@jest/globals';
import { messagePush, testPush } from '../../../services/courier/push-message.ts';
import { replayTrustList } from '../../../core/approval/trust-list.ts';
import { buildDiscardResult, buildNotification } from '../../../phone/worker/build-notification.ts';
import { openApp, type WindowClient, type WorkerScope } from '../../../phone/worker/worker-scope.ts';
import {
  aHeldMessage,
  aHouseholdId,
  anchor,
  aPhone,
  aTrustList,
  noon,
} from '../../support/builders/builders.ts';
import { pushTexts } from '../../../phone/ui/texts.ts';

const app = 'https://home.example/phone/';

async function pushed(about: 'waiting' | 'answered') {
  const { links } = await aTrustList({ phone: await aPhone() });
  const trust = await replayTrustList(links, aHouseholdId(), { anchor });
  if ('refused' in trust) throw new Error('The list of the test does not replay.');
  return messagePush(aHeldMessage(), about, { trust, rooms: [], isSealed: true, app, now: noon }).payload;
}

describe('What the household pushed', () => {
  test('a push is shown as the server wrote it, and a tap opens its message', async () => {
    const { title, options } = buildNotification(await pushed('waiting'));
    expect(title).toBe('A message is waiting for your yes');
    expect(options).toMatchObject({
      tag: aHeldMessage().id,
      lang: 'en',
      silent: false,
      renotify: true,
      actions: [{ action: 'discard', title: pushTexts.notification.discard }],
      data: { open: `#message=${aHeldMessage().id}`, discard: aHeldMessage().id },
    });
  });

  test('the notification of an answered message has no button and makes no sound', async () => {
    const { options } = buildNotification(await pushed('answered'));
    expect(options).toMatchObject({ silent: true, renotify: false });
    expect(options.actions).toBeUndefined();
  });

  test('a tap on a test notification opens Settings', () => {
    expect(buildNotification(testPush(app).payload).options.data).toEqual({ open: '#settings' });
  });

  test.each([
    ['nothing', undefined],
    ['text', 'hello'],
    ['another shape', { web_push: 8030, notification: { title: 'x' } }],
    [
      'no tag',
      { web_push: 8030, notification: { title: 'x', navigate: app, tag: '', lang: '', silent: false } },
    ],
  ])('a push that cannot be read still shows a notification: %s', (_what, unreadable) => {
    expect(buildNotification(unreadable)).toMatchObject({
      title: pushTexts.notification.unread,
      options: { data: { open: '' } },
    });
  });
});

test.each([
  ['discarded' as const, pushTexts.notification.discarded],
  ['not-confirmed' as const, pushTexts.notification.notConfirmed],
  [{ refused: 'This message was answered already.' }, pushTexts.notification.notDiscarded],
])('the result of the Discard button replaces the notification: %j', (became, title) => {
  const shown = buildDiscardResult('m1', became);
  expect(shown).toMatchObject({ title, options: { tag: 'm1', data: { open: '#message=m1' } } });
});

describe('A tap', () => {
  const led: string[] = [];
  const opened: string[] = [];

  function aWorker(windows: { url: string; isControlled: boolean }[]): WorkerScope {
    led.length = 0;
    opened.length = 0;
    const clients = windows.map(({ url, isControlled }): WindowClient => {
      const client: WindowClient = {
        url,
        focus: async () => client,
        navigate: async to => {
          if (!isControlled) throw new TypeError('This client is not controlled.');
          led.push(to);
          return client;
        },
      };
      return client;
    });
    return {
      registration: { scope: app },
      clients: { matchAll: async () => clients, openWindow: async (url: string) => void opened.push(url) },
    } as unknown as WorkerScope;
  }

  test('a tap on a notification navigates the open window of the app to the message', async () => {
    await openApp(aWorker([{ url: `${app}#history`, isControlled: true }]), '#message=m1');
    expect([led, opened]).toEqual([[`${app}#message=m1`], []]);
  });

  test('a tap on a notification opens a window if there is none', async () => {
    await openApp(
      aWorker([{ url: 'https://home.example/api/household', isControlled: true }]),
      '#message=m1',
    );
    expect([led, opened]).toEqual([[], [`${app}#message=m1`]]);
  });

  test('a tap on a notification opens a window if the open one refuses to navigate', async () => {
    await openApp(aWorker([{ url: app, isControlled: false }]), '#message=m1');
    expect(opened).toEqual([`${app}#message=m1`]);
  });
});
