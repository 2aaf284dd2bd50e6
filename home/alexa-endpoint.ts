import { SkillRequestSignatureVerifier, TimestampVerifier, type Verifier } from 'ask-sdk-express-adapter';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { hours, seconds } from '../core/household/instant.ts';
import { parseRequest } from '../services/skill/envelope.ts';
import type { Skill } from '../services/skill/skill.ts';
import { failureCode } from '../services/storage/store-failure.ts';

type Parts = {
  skill: Skill;
  /** Requests of every other skill are refused, and all of them without it. */
  skillId: string | undefined;
  verifiers?: { signature: Verifier; timestamp: Verifier };
  log: (line: { event: string; code?: string }) => void;
};

const PROBLEMS = {
  'signature-invalid': { status: 400, title: 'The request is not signed by Amazon as it must be.' },
  'timestamp-invalid': { status: 400, title: 'The request is too old, or from the future.' },
  'envelope-malformed': { status: 400, title: 'The request cannot be read.' },
  'wrong-skill': { status: 400, title: 'The request is for another skill.' },
  'body-too-large': { status: 413, title: 'The request is too large.' },
  'skill-id-not-set': {
    status: 403,
    title: 'This house answers no skill yet. Set ALEXA_SKILL_ID to the id of yours and start it again.',
  },
  failed: { status: 500, title: 'Something went wrong here.' },
} as const;
type ProblemCode = keyof typeof PROBLEMS;

/** Amazon's own requests stay far below. */
const BODY_LIMIT = 256 * 1024;
/** How far a request's clock may be ahead: as far as Amazon's rule lets it be behind. */
const AHEAD_LIMIT = seconds(150);
/** Alexa gives up after 8 s; a certificate that has not come by then came too late. */
const VERIFYING_LIMIT = seconds(6);
/** How long a certificate chain is trusted without looking at its dates again. */
const CHAIN_LIFE = hours(24);

/**
 * `POST /alexa`: the skill for an Echo of Amazon's. A request reaches the skill only if Amazon signed exactly this
 * body, within 150 s of now, for the skill that this house answers.
 */
export function alexaApp({ skill, skillId, verifiers = amazonVerifiers(), log }: Parts): Hono {
  const refuse = (c: Context, code: ProblemCode): Response => {
    log({ event: 'alexa request refused', code });
    const { status, title } = PROBLEMS[code];
    const body = { type: `urn:second-yes:problem:${code}`, title, status, code };
    return c.body(JSON.stringify(body), status, {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
    });
  };

  const app = new Hono();
  app.use('/alexa', bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, 'body-too-large') }));
  app.post('/alexa', async c => {
    const body = Buffer.from(await c.req.arrayBuffer()).toString('utf8');
    const chain = certificateAddress(c.req.header('SignatureCertChainUrl'));
    const signed = { signaturecertchainurl: chain, 'signature-256': c.req.header('Signature-256') };
    if (!chain || !(await holds(verifiers.signature.verify(body, signed))))
      return refuse(c, 'signature-invalid');
    if (!skillId) return refuse(c, 'skill-id-not-set');
    const request = parseRequest(parsedJson(body), { skillId });
    if ('refused' in request) return refuse(c, request.refused);
    const isAhead = request.at === undefined || request.at - Date.now() > AHEAD_LIMIT;
    if (isAhead || !(await holds(verifiers.timestamp.verify(body)))) return refuse(c, 'timestamp-invalid');
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
 * Where the signing certificates are, in canonical form. The verifier checks the address before its dots are
 * resolved and fetches it after, so that `/echo.api/../other/` would pass; and its cache keeps every spelling.
 */
function certificateAddress(header: string | undefined): string | undefined {
  if (header === undefined || !URL.canParse(header)) return undefined;
  const { origin, pathname } = new URL(header);
  const trusted = origin === 'https://s3.amazonaws.com' && /^\/echo\.api\/[\w./-]+$/.test(pathname);
  return trusted ? origin + pathname : undefined;
}

/** Amazon's verifiers. The signature's is renewed now and then: its cache never looks at a chain's dates again. */
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

/** Whether a verifier is content, and in time. Why it is not is its own affair: its errors quote the request. */
async function holds(verified: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), VERIFYING_LIMIT);
  });
  const held = verified.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([held, late]);
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
