import { SkillRequestSignatureVerifier, TimestampVerifier, type Verifier } from 'ask-sdk-express-adapter';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { hours, minutes, seconds } from '../../core/household/instant.ts';
import { PROBLEM_HEADERS, problemDetails } from '../../services/companion/requests/problem-response.ts';
import type { LogEvent } from '../../services/ports/log.ts';
import { parseRequest } from '../../services/skill/envelope.ts';
import type { Skill } from '../../services/skill/skill.ts';
import { failureCode } from '../../services/storage/store-failure.ts';

type Parts = {
  skill: Skill;
  /** Requests for any other skill are refused; if it is undefined, all are. */
  skillId: string | undefined;
  verifiers?: { signature: Verifier; timestamp: Verifier };
  log: (line: { event: LogEvent; code?: string }) => void;
};

const PROBLEMS = {
  'signature-invalid': { status: 400, title: 'The request has no valid signature of Amazon.' },
  'timestamp-invalid': { status: 400, title: 'The timestamp of the request is too old or in the future.' },
  'envelope-malformed': { status: 400, title: 'The request cannot be read.' },
  'wrong-skill': { status: 400, title: 'The request is for another skill.' },
  'body-too-large': { status: 413, title: 'The request is too large.' },
  'skill-id-not-set': {
    status: 403,
    title:
      'This home server answers no skill yet. Set ALEXA_SKILL_ID to the id of your skill and start it again.',
  },
  failed: { status: 500, title: 'Something went wrong here.' },
} as const;
type ProblemCode = keyof typeof PROBLEMS;

/** Far above the size of Amazon's requests. */
const BODY_LIMIT = 256 * 1024;
/** How far a request's timestamp may be ahead. Amazon's verifier allows it to be this far behind. */
const AHEAD_LIMIT = seconds(150);
/** Alexa gives up after 8 s, so a certificate that takes longer than this is too late. */
const VERIFYING_LIMIT = seconds(6);
/** How many certificates of unknown addresses are fetched in a minute. */
const NEW_CHAINS = 20;
/** How long a verified certificate chain is used before its dates are checked again. */
const CHAIN_LIFE = hours(24);

/**
 * `POST /alexa`: the skill's endpoint for a real Echo. A request reaches the skill only if Amazon signed exactly this
 * body, its timestamp is within 150 s of now, and it is for the skill with this id.
 */
export function alexaApp({ skill, skillId, verifiers = amazonVerifiers(), log }: Parts): Hono {
  const refuse = (c: Context, code: ProblemCode): Response => {
    log({ event: 'alexa request refused', code });
    const body = problemDetails(code, PROBLEMS[code]);
    return c.body(JSON.stringify(body), body.status, PROBLEM_HEADERS);
  };

  const chains = certificateAddresses();
  const app = new Hono();
  app.use('/alexa', bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, 'body-too-large') }));
  app.post('/alexa', async c => {
    const body = Buffer.from(await c.req.arrayBuffer()).toString('utf8');
    const chain = certificateAddress(c.req.header('SignatureCertChainUrl'));
    const signed = { signaturecertchainurl: chain, 'signature-256': c.req.header('Signature-256') };
    if (!chain || !chains.mayFetch(chain)) return refuse(c, 'signature-invalid');
    if (!(await succeedsInTime(verifiers.signature.verify(body, signed))))
      return refuse(c, 'signature-invalid');
    chains.keep(chain);
    if (!skillId) return refuse(c, 'skill-id-not-set');
    const request = parseRequest(parsedJson(body), { skillId });
    if ('refused' in request) return refuse(c, request.refused);
    const isAhead = request.at === undefined || request.at - Date.now() > AHEAD_LIMIT;
    if (isAhead || !(await succeedsInTime(verifiers.timestamp.verify(body))))
      return refuse(c, 'timestamp-invalid');
    try {
      return c.json(await skill(request), 200, { 'Cache-Control': 'no-store' });
    } catch (error) {
      log({ event: 'alexa request failed', code: failureCode(error) });
      return refuse(c, 'failed');
    }
  });
  return app;
}

/**
 * The URL of the signing certificates in canonical form; undefined if it is not one of Amazon's. The verifier checks
 * the URL before it resolves `..`, so that it would accept `/echo.api/../other/`, and it caches each spelling apart.
 */
function certificateAddress(header: string | undefined): string | undefined {
  if (header === undefined || !URL.canParse(header)) return undefined;
  const { origin, pathname } = new URL(header);
  const trusted = origin === 'https://s3.amazonaws.com' && /^\/echo\.api\/[\w./-]+$/.test(pathname);
  return trusted ? origin + pathname : undefined;
}

/**
 * Which certificates may be fetched: those of an address that has verified a request, and a few others in a minute. Anybody
 * can make up addresses, and Amazon has a new one about once a year.
 */
function certificateAddresses(): { mayFetch(address: string): boolean; keep(address: string): void } {
  const known = new Set<string>();
  let [since, fetched] = [0, 0];
  return {
    mayFetch(address) {
      if (known.has(address)) return true;
      if (Math.abs(Date.now() - since) >= minutes(1)) [since, fetched] = [Date.now(), 0];
      fetched++;
      return fetched <= NEW_CHAINS;
    },
    keep: address => void known.add(address),
  };
}

/** Amazon's verifiers. The signature verifier is replaced daily, because its cache never checks a chain's dates again. */
function amazonVerifiers(): { signature: Verifier; timestamp: Verifier } {
  let since = Date.now();
  let current = new SkillRequestSignatureVerifier();
  const verify: Verifier['verify'] = (body, headers = {}) => {
    if (Math.abs(Date.now() - since) > CHAIN_LIFE) {
      since = Date.now();
      current = new SkillRequestSignatureVerifier();
    }
    return current.verify(body, headers);
  };
  return { signature: { verify }, timestamp: new TimestampVerifier() };
}

/** Whether a verifier succeeds in time. Its errors are dropped, because they quote the request. */
async function succeedsInTime(verification: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), VERIFYING_LIMIT);
  });
  const succeeded = verification.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([succeeded, late]);
  } finally {
    clearTimeout(timer);
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
