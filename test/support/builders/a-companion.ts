import { commonProblems } from '../../../core/api/common-problems.ts';
import { problemDetailsSchema } from '../../../core/api/problem.ts';
import type { Route } from '../../../core/api/route.ts';
import { ROUTES } from '../../../core/api/routes.ts';
import { companionApi } from '../../../services/companion/companion-api.ts';
import type { CompanionParts } from '../../../services/companion/companion-parts.ts';
import { stopPages } from '../../../services/companion/stop-pages.ts';
import { aPushSender } from './a-push-sender.ts';
import type { TestHousehold } from './a-household.ts';
import { anAttempt, anchor, sealKey, type TestPhone } from './builders.ts';

/** Where phones reach the API of a test. */
export const origin = 'https://home.example';

export type Answer = {
  status: number;
  type: string | null;
  headers: Headers;
  text: string;
  /** What is in it is what the tests are about. */
  body: Record<string, unknown>;
};

type Call = {
  /** Who signs the proof: the household's phone unless given; null sends none. */
  by?: TestPhone | null;
  /** A proof made elsewhere. */
  proof?: string;
  /** A body as it is, instead of JSON. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
};

/** Documents and recordings may be in any store. */
type ServedHousehold = Omit<TestHousehold, 'documents' | 'recordings'> &
  Pick<CompanionParts, 'documents' | 'recordings'>;

/** The phone API of a household, its pages to stop messages, without a network, and their log. */
export function aCompanion(household: ServedHousehold, more: Partial<CompanionParts> = {}) {
  const lines: string[] = [];
  let nonces = 0;
  let randoms = 0;
  const parts: CompanionParts = {
    documents: household.documents,
    recordings: household.recordings,
    anchor,
    sealKey,
    clock: household.clock.now,
    proofClock: household.clock.now,
    random: length => Uint8Array.from({ length }, (_, i) => i + (randoms += 1)),
    newNonce: () => `nonce-${(nonces += 1)}`,
    origins: ['http://localhost:7920', origin],
    push: { sender: aPushSender(), app: () => `${origin}/phone/` },
    households: { only: household.household },
    channels: ['email', 'telegram'],
    chatBot: async () => token => `https://t.me/a_bot?start=${token}`,
    rates: { phone: Infinity, address: Infinity, pairing: Infinity, stop: Infinity },
    addressOf: () => ({ sender: 'somewhere', socket: 'somewhere' }),
    prepare: async audio => ({ audio, mediaType: 'audio/mpeg', duration: 3_000 }),
    sendTestMail: async () => ({ to: 'home@example.org', attempt: anAttempt('taken') }),
    log: line => void lines.push(JSON.stringify(line)),
    ...more,
  };
  const api = companionApi(parts);

  /** One request to `/households/<household>` + `path`, with a proof by the phone. */
  async function call(method: string, path: string, content?: unknown, how: Call = {}): Promise<Answer> {
    const url = `${origin}/households/${household.household}${path}`;
    const [address = ''] = url.split('?');
    const raw = how.raw ?? (content === undefined ? '' : JSON.stringify(content));
    const body = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
    const by = how.by === undefined ? household.phone : how.by;
    const proved = { method, url: address, body };
    const proof = how.proof ?? (by ? await by.prove(proved, household.clock.now()) : undefined);
    const response = await api.request(url, {
      method,
      headers: { ...(proof !== undefined && { DPoP: proof }), ...how.headers },
      ...(method !== 'GET' && method !== 'HEAD' && { body: new Uint8Array(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('Content-Type');
    const json: unknown = type?.includes('json') ? JSON.parse(text) : {};
    const { status, headers: received } = response;
    checkAnswer(routeOf(method, new URL(url).pathname), status, json);
    return { status, type, headers: received, text, body: json as Answer['body'] };
  }

  return { api, stop: stopPages(parts), call, lines };
}

const routeOf = (method: string, path: string): Route | undefined =>
  Object.values<Route>(ROUTES).find(
    route => route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(path),
  );

/** Holds an answer to its route's declaration: it has nothing that the schema does not have, and no other problem. */
function checkAnswer(route: Route | undefined, status: number, body: unknown): void {
  if (!route) return;
  const of = `${route.method} ${route.path} answered`;
  if (status >= 400) {
    const { code } = problemDetailsSchema.parse(body);
    const declared = [...route.problems, ...commonProblems(route), 'household-full'];
    if (!declared.includes(code)) throw new Error(`${of} with the undeclared problem ${code}`);
  } else if (!route.answeredAs && JSON.stringify(route.answer.parse(body)) !== JSON.stringify(body))
    throw new Error(`${of} more than it declares: ${JSON.stringify(body)}`);
}
