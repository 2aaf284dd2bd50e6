import type { Context, MiddlewareHandler } from 'hono';
import { problemFor, type ProblemCode } from './problem.ts';

/** Names that mean this machine wherever they are looked up. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Answers only requests whose Host header has a name of this machine, on any port. A page elsewhere whose name was
 * pointed at 127.0.0.1 (DNS rebinding) still sends its own name.
 */
export const loopbackNamesOnly: MiddlewareHandler = async (c, next) =>
  LOOPBACK.has(
    hostOf(c)
      .replace(/:\d{1,5}$/, '')
      .toLowerCase(),
  )
    ? next()
    : refuse(c, 'other-host');

/**
 * Refuses what a web page elsewhere sends. Browsers send the origin with every POST, and a page elsewhere cannot send
 * JSON or audio without asking first. Programs on this machine send no origin, and are answered.
 */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const origin = c.req.header('Origin');
  const site = c.req.header('Sec-Fetch-Site');
  const own = origin === undefined || origin.toLowerCase() === `http://${hostOf(c).toLowerCase()}`;
  if (!own || (site !== undefined && site !== 'same-origin')) return refuse(c, 'other-origin');
  const type = c.req.header('Content-Type')?.toLowerCase() ?? '';
  return /^(application\/json|audio\/)/.test(type) ? next() : refuse(c, 'wrong-content-type');
};

/** The host and port that a request names. */
export const hostOf = (c: Context): string => c.req.header('Host') ?? new URL(c.req.url).host;

/** A refusal as JSON, `{ code, title }`. */
export function refuse(c: Context, code: ProblemCode): Response {
  const { status, body } = problemFor(code);
  return c.json(body, status as 400);
}
