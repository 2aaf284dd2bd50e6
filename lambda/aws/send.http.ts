import { type IncomingHttpHeaders, request as inTheClear } from 'node:http';
import { request as inSecret } from 'node:https';
import type { Duration } from '../household/instant.ts';

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
    const refuse = (error: { code?: string; name: string }): void =>
      reject(new Unanswered(error.name === 'AbortError' ? 'ETIMEDOUT' : (error.code ?? 'broken')));
    const signal = AbortSignal.timeout(timeout);
    const asked = request(url, { method, headers, signal }, answer => {
      const parts: Uint8Array[] = [];
      answer.on('data', (part: Uint8Array) => parts.push(part));
      answer.on('error', refuse);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on('error', refuse);
    asked.end(body);
  });
}
