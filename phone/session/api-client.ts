import * as z from 'zod/mini';
import type { Route } from '../../core/api/route.ts';
import { makeProof } from '../../core/approval/proof.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import {
  type Duration,
  type Instant,
  instant,
  instantSchema,
  minutes,
  seconds,
} from '../../core/household/instant.ts';
import type { Identity } from './phone-store.ts';
import { type Answered, noAnswer, notUnderstood, type Problem, problemOf } from './problem.ts';
import type { ServerClock } from './server-clock.ts';

/** What requests are made with. */
export type Network = {
  /** Where the API is, without a path. */
  origin: string;
  fetch: (request: Request) => Promise<Response>;
  clock: ServerClock;
  /** Is given the version of the API, where an answer has one, also if this page does not understand the answer. */
  noteVersion?: (version: string | undefined) => void;
  /** A fresh, unguessable text of 16 to 64 characters for each call. */
  newId: () => string;
  /** Gives this many random bytes. */
  random: (bytes: number) => Uint8Array;
};

/** The phone's side of the API. No call throws; an answer that may be lost is a problem. */
export type Api = {
  call<Target, Answer>(
    route: Route<Target, undefined, Answer>,
    target: Omit<Target, 'household'>,
  ): Promise<Answered<Answer>>;
  call<Target, Body, Answer>(
    route: Route<Target, Body, Answer>,
    target: Omit<Target, 'household'>,
    body: Body,
  ): Promise<Answered<Answer>>;
};

/** A server on the same machine or network answers in milliseconds; later than this, an answer counts as lost. */
const PATIENCE: Duration = seconds(10);
/** A recording may be megabytes over a slow line. */
const TRANSFER_PATIENCE: Duration = seconds(60);
/** Second Yes counts requests by the minute, so whatever asks for a longer wait is something else. */
const LONGEST_WAIT: Duration = minutes(2);

/** Opens the API of a household for this phone: each request carries a fresh proof signed by its key. */
export function openApi(network: Network, household: HouseholdId, by: Identity): Api {
  /** After a refusal with 429: until then no request is made. */
  let resting: { problem: Problem; until: Instant } | undefined;
  return {
    async call<Target, Body, Answer>(
      route: Route<Target, Body, Answer>,
      target: Omit<Target, 'household'>,
      body?: Body,
    ): Promise<Answered<Answer>> {
      return readAnswer(await askTwice(route, { ...target, household }, body), route, network);
    },
  };

  /** A proof that is refused as stale comes with the server's time: the phone sets its clock and asks once more. */
  async function askTwice(route: Route, target: object, body: unknown): Promise<Answered<Response>> {
    if (resting && network.clock.now() < resting.until) return { problem: resting.problem };
    const answered = await askOnce(route, target, body);
    if (!('problem' in answered)) return answered;
    const { problem } = answered;
    if (problem.wait !== undefined)
      resting = { problem, until: instant(network.clock.now() + Math.min(problem.wait, LONGEST_WAIT)) };
    if (problem.code !== 'proof-stale' || problem.now === undefined) return answered;
    network.clock.synchronize(problem.now);
    return askOnce(route, target, body);
  }

  async function askOnce(route: Route, target: object, body: unknown): Promise<Answered<Response>> {
    const url = urlOf(network, route, target);
    const bytes = bytesOf(body);
    const proof = await makeProof(
      { method: route.method, url: url.origin + url.pathname, body: bytes },
      { phone: by.phone, key: by.key, jwk: by.jwk },
      { at: network.clock.now(), jti: network.newId() },
    );
    return send(network, route, url, bytes, { DPoP: proof });
  }
}

/** Calls a route that needs no proof. */
export async function callOpenly<Target, Body, Answer>(
  network: Network,
  route: Route<Target, Body, Answer>,
  body: Body,
): Promise<Answered<Answer>> {
  const bytes = bytesOf(body);
  return readAnswer(await send(network, route, urlOf(network, route, {}), bytes, {}), route, network);
}

/** The body of a request: bytes as they are, and everything else as JSON. */
const bytesOf = (body: unknown): Uint8Array<ArrayBuffer> =>
  body instanceof Uint8Array
    ? new Uint8Array(body)
    : new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));

/** Members of the target that the path does not name become the query. */
function urlOf({ origin }: Network, route: Route, target: object): URL {
  const query = new URLSearchParams();
  let path = route.path;
  for (const [name, value] of Object.entries(target)) {
    const inPath = path.replace(`:${name}`, encodeURIComponent(String(value)));
    if (inPath === path) query.set(name, String(value));
    path = inPath;
  }
  const url = new URL(`/api${path}`, origin);
  url.search = query.toString();
  return url;
}

const BODY_TYPES = { json: 'application/json', bytes: 'application/octet-stream' } as const;

async function send(
  network: Network,
  { method, answeredAs, bodyAs }: Route,
  url: URL,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Answered<Response>> {
  try {
    const response = await network.fetch(
      new Request(url, {
        method,
        headers: { ...headers, ...(body.length > 0 && { 'Content-Type': BODY_TYPES[bodyAs ?? 'json'] }) },
        ...(body.length > 0 && { body }),
        signal: AbortSignal.timeout(answeredAs || bodyAs ? TRANSFER_PATIENCE : PATIENCE),
      }),
    );
    if (response.ok) return { got: response };
    const problem = problemOf(await response.json().catch(() => undefined));
    const wait = response.status === 429 ? Number(response.headers.get('Retry-After')) : 0;
    return { problem: wait > 0 ? { ...problem, wait: seconds(wait) } : problem };
  } catch {
    return { problem: noAnswer };
  }
}

const timed = z.object({ now: instantSchema, version: z.optional(z.string()) });

/** A body that breaks off is a lost answer; a body that the route's schema refuses is not understood. */
async function readAnswer<Answer>(
  answered: Answered<Response>,
  { answer, answeredAs }: Route<unknown, unknown, Answer>,
  { clock, noteVersion }: Network,
): Promise<Answered<Answer>> {
  if ('problem' in answered) return answered;
  const response = answered.got;
  let body: unknown;
  try {
    if (answeredAs === 'form') body = Object.fromEntries(await response.formData());
    else if (answeredAs === 'zip') body = new Uint8Array(await response.arrayBuffer());
    else body = await response.json();
  } catch {
    return { problem: noAnswer };
  }
  const { data: told } = timed.safeParse(body);
  if (told) {
    clock.synchronize(told.now);
    noteVersion?.(told.version);
  }
  const { success, data } = answer.safeParse(body);
  return success ? { got: data } : { problem: notUnderstood };
}
