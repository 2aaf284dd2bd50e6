import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { PATIENCE } from '../builders/phone-client.ts';
import { QUIET } from './browser-session.ts';
import { findPageBrowser, pathOf } from './browser.ts';

type Reply = { id?: number; result?: unknown; error?: { message: string } };

/**
 * A page in a browser of its own, without a debugger in its service workers. Playwright attaches one to every worker,
 * and then a worker now and then does not end to make room for its successor. It speaks the DevTools protocol:
 * https://chromedevtools.github.io/devtools-protocol/
 */
export class BarePage {
  readonly #browser: ChildProcess;
  readonly #folder: string;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #calls = 0;
  #session: string | undefined;

  private constructor(browser: ChildProcess, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
    let rest = '';
    (browser.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      const replies = (rest + text).split('\0');
      rest = replies.pop() ?? '';
      for (const reply of replies.map(one => JSON.parse(one) as Reply))
        if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply);
    });
  }

  static async open(url: string): Promise<BarePage> {
    const folder = await mkdtemp(join(tmpdir(), 'bare-page-'));
    const browser = spawn(
      pathOf(findPageBrowser()),
      [...QUIET, '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${folder}`],
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

  async close(): Promise<void> {
    const ended = once(this.#browser, 'exit');
    await this.#call('Browser.close', {});
    await ended;
    await rm(this.#folder, { recursive: true, maxRetries: 5 });
  }

  async #call<R>(method: string, params: object): Promise<R> {
    const id = (this.#calls += 1);
    const replied = new Promise<Reply>(resolve => this.#waiting.set(id, resolve));
    const call = { id, method, params, ...(method.startsWith('Runtime.') && { sessionId: this.#session }) };
    (this.#browser.stdio[3] as Writable).write(`${JSON.stringify(call)}\0`);
    const { result, error } = await replied;
    this.#waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as R;
  }
}
