import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The credentials that the peers accept. */
export const TEST_CREDENTIALS = { accessKeyId: 'AKIDTESTONLY', secretAccessKey: 'secret/of+the=tests' };
/** Temporary credentials, as Lambda sets them: the key is valid only with its token. */
export const TEMPORARY_CREDENTIALS = {
  accessKeyId: 'ASIATESTONLY',
  secretAccessKey: TEST_CREDENTIALS.secretAccessKey,
  sessionToken: 'token/of+the=tests',
};
export const TEST_REGION = 'eu-central-1';

export type SignedRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer };

/** The clock skew that AWS allows. */
const SKEW = 15 * 60_000;

const hex = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest();
/** Escapes everything but RFC 3986's unreserved characters. */
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Verifies a request's Signature Version 4 like AWS, including the digest of the body. Gives the code and text of the
 * refusal; undefined for a valid request.
 */
export function refusedSignature(
  { method, url, headers, body }: SignedRequest,
  service: string,
): { code: string; message: string } | undefined {
  const refuse = (code: string, message: string) => ({ code, message });
  const authorization =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!authorization) return refuse('MissingAuthenticationToken', 'There is no signature.');
  const [, keyId = '', day = '', region = '', scope = '', names = '', signature = ''] = authorization;
  const tokens: Record<string, string | undefined> = {
    [TEST_CREDENTIALS.accessKeyId]: undefined,
    [TEMPORARY_CREDENTIALS.accessKeyId]: TEMPORARY_CREDENTIALS.sessionToken,
  };
  if (!(keyId in tokens)) return refuse('InvalidClientTokenId', 'Nobody has that key.');
  if (headers['x-amz-security-token'] !== tokens[keyId])
    return refuse('InvalidClientTokenId', 'The security token included in the request is invalid.');
  if (region !== TEST_REGION || scope !== service)
    return refuse('SignatureDoesNotMatch', `Credential should be scoped to ${TEST_REGION}/${service}.`);

  const at = String(headers['x-amz-date'] ?? '');
  const time = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!at.startsWith(day) || !(Math.abs(Date.now() - time) < SKEW))
    return refuse('RequestTimeTooSkewed', 'The time of the signature is not now.');

  const signed = names.split(';');
  // HTTP/2 names the host header `:authority`.
  const host = ':authority' in headers ? ':authority' : 'host';
  const mustBeSigned = [host, ...Object.keys(headers).filter(name => name.startsWith('x-amz-'))];
  if (mustBeSigned.some(name => !signed.includes(name)))
    return refuse('AccessDenied', 'There were headers present in the request which were not signed.');

  const digest = hex(body);
  const named = headers['x-amz-content-sha256'];
  if (service === 's3' && named === undefined)
    return refuse('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  if (named !== undefined && named !== digest)
    return refuse('XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');

  const { pathname, searchParams } = new URL(url, 'http://peer');
  const path = service === 's3' ? pathname : pathname.split('/').map(escaped).join('/');
  const query = [...searchParams]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
  const canonical = [
    method,
    path,
    query,
    ...signed.map(
      name =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    names,
    digest,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, `${day}/${region}/${service}/aws4_request`, hex(canonical)].join(
    '\n',
  );
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${TEST_CREDENTIALS.secretAccessKey}`,
  );
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))
    ? undefined
    : refuse('SignatureDoesNotMatch', 'The signature is not the one that the request should have.');
}
