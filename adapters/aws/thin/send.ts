import { type IncomingHttpHeaders, request as inTheClear } from 'node:http';
import { request as inSecret } from 'node:https';
import type { Duration } from '../../../core/household/instant.ts';

export type Sent = { method: string; url: URL; headers: Record<string, string>; body: Uint8Array };
export type Answered = { status: number; headers: IncomingHttpHeaders; body: Uint8Array };

/** Why nothing, or only a part, was answered. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly code: string;
  constructor(code: string) {
    super(`AWS did not answer: ${code}.`);
    this.code = code;
  }
}

/** Sends one request once, on a connection that is kept. Throws {@link Unanswered}, at the latest after `timeout`. */
export function send({ method, url, headers, body }: Sent, timeout: Duration): Promise<Answered> {
  const request = url.protocol === 'http:' ? inTheClear : inSecret;
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, answer => {
      const parts: Uint8Array[] = [];
      answer.on('data', (part: Uint8Array) => parts.push(part));
      answer.on('error', refuse);
      answer.on('end', () => {
        clearTimeout(timer);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) });
      });
    });
    // An `AbortSignal` would do the same, and is a millisecond of each start.
    const timer = setTimeout(() => {
      refuse({ code: 'ETIMEDOUT' });
      asked.destroy();
    }, timeout);
    asked.on('error', refuse);
    asked.end(body);

    function refuse({ code = 'broken' }: { code?: string }): void {
      clearTimeout(timer);
      reject(new Unanswered(code));
    }
  });
}
