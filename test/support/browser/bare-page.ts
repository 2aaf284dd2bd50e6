import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { PATIENCE } from '../builders/phone-client.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { QUIET } from './browser-session.ts';
import { findPageBrowser, pathOf } from './browser.ts';

type Folder = ReturnType<typeof temporaryFolder>;
type Reply = { id?: number; result?: unknown; error?: { message: string } };

/**
 * A page in a browser of its own, without a debugger in its service workers. Playwright attaches one to every worker,
 * and then a worker now and then does not end to make room for its successor. It speaks the DevTools protocol:
 * https://chromedevtools.github.io/devtools-protocol/
 */
export class BarePage {
  readonly #browser: ChildProcess;
  readonly #folder: Folder;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #calls = 0;
  #session: string | undefined;
  /** When the browser has ended. */
  readonly #ended: Promise<unknown>;

  private constructor(browser: ChildProcess, folder: Folder) {
    this.#browser = browser;
    this.#folder = folder;
    this.#ended = once(browser, 'exit');
    let rest = '';
    (browser.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      const replies = (rest + text).split('\0');
      rest = replies.pop() ?? '';
      for (const reply of replies.map(one => JSON.parse(one) as Reply))
        if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply);
    });
  }

  static async open(url: string): Promise<BarePage> {
    const folder = temporaryFolder();
    const browser = spawn(
      pathOf(findPageBrowser()),
      [...QUIET, '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${folder.path}`],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const page = new BarePage(browser, folder);
    const { targetId } = await page.#call<{ targetId: string }>('Target.createTarget', { url });
    const attached = await page.#call<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    page.#session = attached.sessionId;
    return page;
  }

  /** Runs a script in the page and waits for its promise. Throws if the page goes elsewhere meanwhile. */
  async evaluate<R>(script: string): Promise<R> {
    const evaluated = await this.#call<{ result: { value: R }; exceptionDetails?: object }>(
      'Runtime.evaluate',
      { expression: script, awaitPromise: true, returnByValue: true, userGesture: true },
    );
    if (evaluated.exceptionDetails) throw new Error(JSON.stringify(evaluated.exceptionDetails));
    return evaluated.result.value;
  }

  /** Waits until a script gives true, also while the page loads again. */
  async until(script: string): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE;
    while (!(await this.evaluate<boolean>(script).catch(() => false))) {
      if (Date.now() > giveUpAt) throw new Error(`This never came true in the page: ${script}`);
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }

  /** Clicks with the pointer into the middle of the element that a script gives. */
  async click(script: string): Promise<void> {
    const at = await this.evaluate<{ x: number; y: number }>(`(() => {
      const { x, y, width, height } = ${script}.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    const button = { ...at, button: 'left', clickCount: 1 };
    await this.#call('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
    await this.#call('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
  }

  async close(): Promise<void> {
    await this.#call('Browser.close', {}).catch(() => {});
    await this.#ended;
    this.#folder.remove();
  }

  async #call<R>(method: string, params: object): Promise<R> {
    const id = (this.#calls += 1);
    const replied = new Promise<Reply>(resolve => this.#waiting.set(id, resolve));
    const call = { id, method, params, sessionId: method === 'Browser.close' ? undefined : this.#session };
    (this.#browser.stdio[3] as Writable).write(`${JSON.stringify(call)}\0`);
    const ended = this.#ended.then((): Reply => ({ error: { message: 'The browser has ended.' } }));
    const { result, error } = await Promise.race([replied, ended]);
    this.#waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as R;
  }
}
