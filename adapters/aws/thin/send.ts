import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duration } from '../../../core/household/instant.ts';

export type AwsRequest = { method: string; url: URL; headers: Record<string, string>; body: Uint8Array };
export type AwsResponse = { status: number; headers: IncomingHttpHeaders; body: Uint8Array };

/** AWS sent no response, or only a part of one. */
export class NoResponse extends Error {
  override readonly name = 'NoResponse';
  readonly code: string;
  constructor(code: string) {
    super(`AWS did not answer: ${code}.`);
    this.code = code;
  }
}

/** Sends a request once, on a kept-alive connection. Throws {@link NoResponse}, at the latest after `timeout`. */
export function send({ method, url, headers, body }: AwsRequest, timeout: Duration): Promise<AwsResponse> {
  const request = url.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, answer => {
      const parts: Uint8Array[] = [];
      answer.on('data', (part: Uint8Array) => parts.push(part));
      answer.on('error', refuse);
      answer.on('end', () => {
        clearTimeout(timer);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) });
      });
    });
    // An `AbortSignal` would do the same, but takes a millisecond of each cold start.
    const timer = setTimeout(() => {
      refuse({ code: 'ETIMEDOUT' });
      sent.destroy();
    }, timeout);
    sent.on('error', refuse);
    sent.end(body);

    function refuse({ code = 'broken' }: { code?: string }): void {
      clearTimeout(timer);
      reject(new NoResponse(code));
    }
  });
}
