import { join } from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { PushPeer } from '../peers/push-peer.ts';
import type { inPage } from './push-page.ts';

/** The part of the worker's global scope that the tests use. */
type Worker = { registration: ServiceWorkerRegistration; dispatchEvent(event: Event): boolean };
/** After this many milliseconds a push is given again. */
const GIVEN_AGAIN = 5_000;

type Shown = { title: string; body: string; tag: string; actions: string[] };

/**
 * A browser that takes pushes at the peer. `pushManager.subscribe` alone is replaced, as Chromium's asks Google's
 * service: the subscription's private half is the peer's. What the peer decrypted is handed to the real worker.
 */
export class PushBrowser {
  readonly page: Page;
  readonly #cdp: CDPSession;
  #registration = '';

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.#cdp = cdp;
  }

  static async open(
    context: BrowserContext,
    { peer, name, url }: { peer: PushPeer; name: string; url: string },
  ): Promise<PushBrowser> {
    let times = 0;
    await context.exposeFunction('subscribeAtPeer', (key: string) =>
      peer.subscribe(`${name} ${(times += 1)}`, key),
    );
    await context.addInitScript(replaceSubscribe);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const browser = new PushBrowser(page, cdp);
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      browser.#registration = registrations[0]?.registrationId ?? browser.#registration;
    });
    await cdp.send('ServiceWorker.enable');
    await browser.goto(url);
    return browser;
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.evaluate(await pageScript());
  }

  /** Runs one of the app's functions in the page. */
  do<R>(task: (app: typeof inPage) => Promise<R>): Promise<R>;
  do<R, A>(task: (app: typeof inPage, argument: A) => Promise<R>, argument: A): Promise<R>;
  do<R, A>(task: (app: typeof inPage, argument: A) => Promise<R>, argument?: A): Promise<R> {
    return this.page.evaluate(`(${task.toString()})(inPage.inPage, ${JSON.stringify(argument)})`);
  }

  /**
   * Gives a decrypted push to the worker, and waits until the notifications are as the test expects. DevTools may lose
   * a push while the browser starts the worker; so it is given again after a while, as a push service does until it is
   * taken.
   */
  async deliver(data: string, expected: (shown: Shown[]) => boolean): Promise<Shown[]> {
    const { origin } = new URL(this.page.url());
    for (;;) {
      await this.#cdp.send('ServiceWorker.deliverPushMessage', {
        origin,
        registrationId: this.#registration,
        data,
      });
      const again = Date.now() + GIVEN_AGAIN;
      while (Date.now() < again) {
        const shown = await this.#shown();
        if (expected(shown)) return shown;
        await new Promise(resolve => setTimeout(resolve, 30));
      }
    }
  }

  /** Waits until the notifications of the worker are as the test expects. */
  async shows(expected: (shown: Shown[]) => boolean): Promise<Shown[]> {
    for (;;) {
      const shown = await this.#shown();
      if (expected(shown)) return shown;
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }

  /** The page asks, because a worker that the browser has stopped would not answer. */
  #shown(): Promise<Shown[]> {
    return this.page.evaluate(async () =>
      ((await (await navigator.serviceWorker.ready).getNotifications()) ?? []).map(one => ({
        title: one.title,
        body: one.body,
        tag: one.tag,
        actions: ((one as { actions?: { action: string }[] }).actions ?? []).map(({ action }) => action),
      })),
    );
  }

  /**
   * Taps the notification of a message, or one of its buttons, and waits for what the worker does then. Fails with the
   * worker's own error. The page must be under the worker's control, as only such a page may be sent to another address.
   */
  async tap(tag: string, action = ''): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller);
    await this.#worker(
      async (worker, [tag, action]) => {
        const [notification] = await worker.registration.getNotifications({ tag: tag as string });
        const { NotificationEvent: Tapped } = globalThis as unknown as {
          NotificationEvent: new (type: string, init: object) => Event;
        };
        const event = new Tapped('notificationclick', { notification, action });
        // An event that a script makes has no lifetime to extend.
        const work: Promise<unknown>[] = [];
        Object.defineProperty(event, 'waitUntil', { value: (one: Promise<unknown>) => work.push(one) });
        worker.dispatchEvent(event);
        await Promise.all(work);
      },
      [tag, action],
    );
  }

  /** Runs a function in the worker. Starts the worker first, because the browser stops an idle one. */
  async #worker(
    task: (worker: Worker, argument: unknown[]) => Promise<void>,
    argument: unknown[],
  ): Promise<void> {
    const context = this.page.context();
    await this.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.postMessage('wake'));
    const worker = context.serviceWorkers().at(-1) ?? (await context.waitForEvent('serviceworker'));
    await worker.evaluate(`(${task.toString()})(self, ${JSON.stringify(argument)})`);
  }
}

/** The functions of `push-page.ts` as one script. The page's content security policy would refuse a script element. */
async function pageScript(): Promise<string> {
  const built = await build({
    entryPoints: [join(import.meta.dirname, 'push-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'inPage',
    target: 'es2022',
    logLevel: 'silent',
    banner: { js: 'globalThis.inPage = (() => {' },
    footer: { js: 'return inPage; })();' },
  });
  return built.outputFiles[0]?.text ?? '';
}

/** Runs in the page and replaces the only call that needs Google's push service. */
function replaceSubscribe(): void {
  const page = globalThis as unknown as {
    subscribeAtPeer(key: string): Promise<PushSubscriptionJSON>;
    PushManager: { prototype: PushManager };
  };
  let kept: PushSubscription | null = null;
  const { prototype } = page.PushManager;
  prototype.getSubscription = async () => kept;
  prototype.subscribe = async options => {
    const key = new Uint8Array(options?.applicationServerKey as Uint8Array<ArrayBuffer>);
    const text = btoa(String.fromCharCode(...key))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
    const subscription = await page.subscribeAtPeer(text);
    kept = {
      options: { applicationServerKey: key.buffer, userVisibleOnly: true },
      toJSON: () => subscription,
      unsubscribe: async () => {
        kept = null;
        return true;
      },
    } as unknown as PushSubscription;
    return kept;
  };
}
