import type * as z from 'zod/mini';
import { makeProof } from '../../core/approval/proof.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { type Duration, type Instant, instant, minutes, seconds } from '../../core/household/instant.ts';
import type { Identity } from './phone-store.ts';
import { type Answered, noAnswer, notUnderstood, type Problem, problemOf } from './problem.ts';
import type { ServerClock } from './server-clock.ts';

/** What requests are made with. */
export type Network = {
  /** Where the API is, without a path. */
  origin: string;
  fetch: (request: Request) => Promise<Response>;
  clock: ServerClock;
  /** A fresh, unguessable text of 16 to 64 characters for each call. */
  newId: () => string;
  /** So many random bytes. */
  random: (bytes: number) => Uint8Array;
};

/** The phone's side of the API. No request throws; what may have been lost says so. */
export type Api = {
  get<T>(path: string, shape: z.ZodMiniType<T>): Promise<Answered<T>>;
  post<T>(path: string, body: object | undefined, shape: z.ZodMiniType<T>): Promise<Answered<T>>;
  put<T>(path: string, body: object, shape: z.ZodMiniType<T>): Promise<Answered<T>>;
  delete<T>(path: string, shape: z.ZodMiniType<T>): Promise<Answered<T>>;
  bytes(path: string, method?: 'GET' | 'POST'): Promise<Answered<Uint8Array>>;
  form(path: string): Promise<Answered<FormData>>;
};

/** A house on the same machine or network answers in milliseconds; beyond this an answer counts as lost. */
const PATIENCE: Duration = seconds(10);
/** A recording may be megabytes over a slow line. */
const DOWNLOAD_PATIENCE: Duration = seconds(60);
/** The house counts by the minute; whatever asks for longer than this is not the house. */
const LONGEST_WAIT: Duration = minutes(2);

/** Opens the API of a household for this phone: each request carries a fresh proof signed by its key. */
export function openApi(network: Network, household: HouseholdId, by: Identity): Api {
  /** That there were too many requests, and until when the house is therefore left alone. */
  let resting: { problem: Problem; until: Instant } | undefined;
  const json = async <T>(method: string, path: string, body: object | undefined, shape: z.ZodMiniType<T>) =>
    understood(await ask(method, path, body), shape, network.clock);
  return {
    get: (path, shape) => json('GET', path, undefined, shape),
    post: (path, body, shape) => json('POST', path, body, shape),
    put: (path, body, shape) => json('PUT', path, body, shape),
    delete: (path, shape) => json('DELETE', path, undefined, shape),
    bytes: (path, method = 'GET') =>
      download(method, path, async response => new Uint8Array(await response.arrayBuffer())),
    form: path => download('GET', path, response => response.formData()),
  };

  async function download<T>(
    method: string,
    path: string,
    read: (response: Response) => Promise<T>,
  ): Promise<Answered<T>> {
    const answered = await ask(method, path, undefined, DOWNLOAD_PATIENCE);
    if ('problem' in answered) return answered;
    try {
      return { got: await read(answered.got) };
    } catch {
      return { problem: noAnswer };
    }
  }

  /** A proof that is refused as stale comes with the house's time: takes it over and asks once again. */
  async function ask(
    method: string,
    path: string,
    body: object | undefined,
    patience: Duration = PATIENCE,
  ): Promise<Answered<Response>> {
    if (resting && network.clock.now() < resting.until) return { problem: resting.problem };
    const asked = await once(method, path, body, patience);
    if (!('problem' in asked)) return asked;
    const { problem } = asked;
    if (problem.wait !== undefined)
      resting = { problem, until: instant(network.clock.now() + Math.min(problem.wait, LONGEST_WAIT)) };
    if (problem.code !== 'proof-stale' || problem.now === undefined) return asked;
    network.clock.synchronize(problem.now);
    return once(method, path, body, patience);
  }

  async function once(
    method: string,
    path: string,
    body: object | undefined,
    patience: Duration,
  ): Promise<Answered<Response>> {
    const url = new URL(`/api/households/${encodeURIComponent(household)}${path}`, network.origin);
    const bytes = new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));
    const requested = { method, url: url.origin + url.pathname, body: bytes };
    const proof = await makeProof(
      requested,
      { phone: by.phone, key: by.key, jwk: by.jwk },
      { at: network.clock.now(), jti: network.newId() },
    );
    return answer(
      network,
      new Request(url, {
        method,
        headers: { DPoP: proof, ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body: bytes }),
        signal: AbortSignal.timeout(patience),
      }),
    );
  }
}

/** Asks for something that everybody may know, or whoever knows what is in `body`. */
export async function askOpenly<T>(
  network: Network,
  path: string,
  shape: z.ZodMiniType<T>,
  body?: object,
): Promise<Answered<T>> {
  const request = new Request(new URL(path, network.origin), {
    ...(body && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  return understood(await answer(network, request), shape, network.clock);
}

async function answer(network: Network, request: Request): Promise<Answered<Response>> {
  try {
    const response = await network.fetch(request);
    if (response.ok) return { got: response };
    const problem = problemOf(await response.json().catch(() => undefined));
    const wait = response.status === 429 ? Number(response.headers.get('Retry-After')) : 0;
    return { problem: wait > 0 ? { ...problem, wait: seconds(wait) } : problem };
  } catch {
    return { problem: noAnswer };
  }
}

/** A body that breaks off is a lost answer; one of another shape is not understood. */
async function understood<T>(
  answered: Answered<Response>,
  shape: z.ZodMiniType<T>,
  clock: ServerClock,
): Promise<Answered<T>> {
  if ('problem' in answered) return answered;
  let body: unknown;
  try {
    body = await answered.got.json();
  } catch {
    return { problem: noAnswer };
  }
  const now = (body as { now?: unknown } | null)?.now;
  if (typeof now === 'number') clock.synchronize(now);
  const read = shape.safeParse(body);
  return read.success ? { got: read.data } : { problem: notUnderstood };
}
