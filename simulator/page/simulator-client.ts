import type { Exchange } from '../device/exchange.ts';
import type { SimulatorState, Played } from '../server/simulator-state.ts';
import type { OutboxMail } from '../server/outbox-mail.ts';

/** The home server refused the request, or it cannot be reached. The message is for the page. */
export class Refused extends Error {}

/** The requests that the pages send to the home server. */
export const simulatorClient = {
  state: () => call<SimulatorState>('/echo/state'),
  say: (room: string, text: string) => post<Exchange>('/echo/say', { room, text }),
  touch: (room: string, sent: unknown[]) => post<Exchange>('/echo/touch', { room, arguments: sent }),
  silence: (room: string) => post<Exchange>('/echo/silence', { room }),
  replay: (room: string, scenario: string, line: number) =>
    post<Played>('/echo/replay', { room, scenario, line }),
  record: (room: string, audio: Blob) =>
    call<Exchange>(`/echo/record?room=${encodeURIComponent(room)}`, {
      method: 'POST',
      headers: { 'Content-Type': audio.type.split(';')[0] ?? 'audio/webm' },
      body: audio,
    }),
  mails: () => call<{ mails: OutboxMail[] }>('/outbox/mails'),
};

/** The sentence that the page shows for an error. */
export const errorText = (error: unknown): string =>
  error instanceof Refused ? error.message : 'Something went wrong on this page. Reload it.';

const post = <T>(path: string, body: object): Promise<T> =>
  call<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => {
    throw new Refused('Second Yes is not running on this machine. Start it and try again.');
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as T;
  const { title } = (body ?? {}) as { title?: unknown };
  throw new Refused(typeof title === 'string' ? title : 'That did not work. Try again.');
}
