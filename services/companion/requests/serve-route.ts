import type { Context } from 'hono';
import type { CommonProblem } from '../../../core/api/common-problems.ts';
import type { ProblemCode } from '../../../core/api/problem.ts';
import { noBody, type Route } from '../../../core/api/route.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import type { Documents } from '../../ports/documents.ts';
import type { CompanionParts } from '../companion-parts.ts';
import { multipartOf, type Served } from './multipart.ts';
import { type Refusal, refuse } from './problem-response.ts';
import { type ArrivedRequest, ProvenRequest, type Reads } from './proven-request.ts';

/** What a request becomes. Only the route's own problems and those that routes share compile. */
export type Answered<Answer, Code extends ProblemCode> = { answer: Answer } | Refusal<Code | CommonProblem>;

/** What all routes are served with: `limitPhone` gives the refusal of a phone that made too many requests. */
export type Host = {
  parts: CompanionParts;
  limitPhone: (c: Context, phone: string) => Promise<Response | undefined>;
};

/** A route with what answers its requests. */
export type ServedRoute<R extends Route = Route> = {
  route: R;
  respond: (c: Context, host: Host) => Promise<Response>;
};

/** The route as it is declared, with the types that its schemas and its problems have. */
type Declared<R, Target, Body, Answer, Code> = R &
  Route<Target, Body, Answer> & { problems: readonly Code[] };

/** Serves a route that needs no proof, or verifies it itself. */
export function serveOpenly<R extends Route, Target, Body, Answer extends object, Code extends ProblemCode>(
  route: Declared<R, Target, Body, Answer, Code>,
  answer: (target: Target, body: Body, c: Context) => Promise<Answered<Served<Answer>, Code>>,
): ServedRoute<R> {
  return {
    route,
    async respond(c) {
      const target = parseTarget(c, route);
      if ('refused' in target) return refuse(c, target);
      const body = await parseBody(c, route);
      if ('refused' in body) return refuse(c, body);
      return respondWith(c, route, await answer(target.parsed, body.parsed, c));
    },
  };
}

/** Serves a route to paired phones. */
export const serveToPhones = <
  R extends Route,
  Target extends { household: HouseholdId },
  Body,
  Answer extends object,
  Code extends ProblemCode,
>(
  route: Declared<R, Target, Body, Answer, Code>,
  answer: (request: ProvenRequest, target: Target, body: Body) => Promise<Answered<Served<Answer>, Code>>,
): ServedRoute<R> => serveReading(route, { read: () => ({}), storeProof: 'first', answer });

/** The same for a route whose answer needs what can be read at once, beside the trust list. */
export function serveReading<
  R extends Route,
  Target extends { household: HouseholdId },
  Body,
  Answer extends object,
  Code extends ProblemCode,
  Read extends Reads,
>(
  route: Declared<R, Target, Body, Answer, Code>,
  {
    read,
    storeProof,
    answer,
  }: {
    read: (documents: Documents, target: Target) => Read;
    /** `with-first-write`: the first document that the answer writes takes the proof with it, which saves a write. */
    storeProof: 'first' | 'with-first-write';
    answer: (
      request: ProvenRequest<Read>,
      target: Target,
      body: Body,
    ) => Promise<Answered<Served<Answer>, Code>>;
  },
): ServedRoute<R> {
  return {
    route,
    async respond(c, { parts, limitPhone }) {
      const target = parseTarget(c, route);
      if ('refused' in target) return refuse(c, target);
      const { household } = target.parsed;
      const byRecoveryCode = route.provenBy === 'phone-or-recovery-code';
      const response = await ProvenRequest.answer(
        arrivedOf(c, household),
        parts,
        { byRecoveryCode, storeProof, read: () => read(parts.documents, target.parsed) },
        async request => {
          const limited = await limitPhone(c, `${household} ${request.phone}`);
          if (limited) return limited;
          const body = await parseBody(c, route);
          if ('refused' in body) return refuse(c, body);
          return respondWith(c, route, await answer(request, target.parsed, body.parsed));
        },
      );
      return 'refused' in response ? refuse(c, response) : response;
    },
  };
}

export const arrivedOf = (c: Context, household: HouseholdId): ArrivedRequest => ({
  household,
  method: c.req.method,
  path: new URL(c.req.url).pathname,
  proof: c.req.header('DPoP'),
  // A GET has no body, and to ask for it makes Node.js build a whole request of its own.
  body: async () => (c.req.method === 'GET' ? new Uint8Array() : new Uint8Array(await c.req.arrayBuffer())),
});

/** What the URL names. A path with something else than an id leads nowhere; a query that cannot be read is malformed. */
function parseTarget<Target>(
  c: Context,
  { path, target }: Route<Target>,
): { parsed: Target } | Refusal<'not-found' | 'body-malformed'> {
  const { success, data, error } = target.safeParse({ ...c.req.query(), ...c.req.param() });
  if (success) return { parsed: data };
  const inPath = error.issues.some(issue => path.includes(`:${String(issue.path[0])}`));
  return { refused: inPath ? 'not-found' : 'body-malformed' };
}

async function parseBody<Body>(
  c: Context,
  { body, bodyAs }: Pick<Route<unknown, Body>, 'body' | 'bodyAs'>,
): Promise<{ parsed: Body } | Refusal<'body-malformed'>> {
  const sent: unknown = await readBody(c, body, bodyAs);
  const { success, data } = body.safeParse(sent);
  return success ? { parsed: data } : { refused: 'body-malformed' };
}

async function readBody(c: Context, body: Route['body'], bodyAs: Route['bodyAs']): Promise<unknown> {
  if (expectsNothing(body)) return undefined;
  if (bodyAs === 'bytes') return new Uint8Array(await c.req.arrayBuffer());
  return c.req.json().catch(() => undefined);
}

const expectsNothing = (schema: Route['body']): boolean => schema === noBody;

async function respondWith(
  c: Context,
  { answeredAs }: Route,
  answered: Answered<object, ProblemCode>,
): Promise<Response> {
  if ('refused' in answered) return refuse(c, answered);
  const { answer } = answered;
  if (answeredAs === 'form') {
    const { type, bytes } = multipartOf(answer);
    return c.body(bytes, 200, { 'Content-Type': type });
  }
  if (answer instanceof Uint8Array)
    return c.body(new Uint8Array(answer), 200, { 'Content-Type': 'application/zip' });
  return c.json(answer);
}
