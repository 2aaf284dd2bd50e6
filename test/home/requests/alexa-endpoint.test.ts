import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { alexaApp } from '../../../home/requests/alexa-endpoint.ts';
import { hours, instant, minutes, seconds } from '../../../core/household/instant.ts';
import type { SkillRequest } from '../../../services/skill/envelope.ts';
import type { Skill } from '../../../services/skill/skill.ts';
import {
  aLeaf,
  anIntermediate,
  aRoot,
  type Authority,
  signBody,
  type Signer,
} from '../../support/peers/alexa-certificates.ts';
import { type Around, anEnvelope, dictates, SKILL_ID } from '../../support/builders/alexa-envelopes.ts';
import { anEcho } from '../../support/builders/an-echo.ts';
import { type AmazonPeer, startAmazonPeer } from '../../support/peers/amazon-peer.ts';

const CHAIN = 'https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem';
const DAY = hours(24);

let intermediate: Authority;
let amazon: Signer;
let peer: AmazonPeer;

beforeAll(async () => {
  const root = await aRoot();
  intermediate = await anIntermediate(root);
  amazon = await aLeaf(intermediate);
  peer = await startAmazonPeer(await aLeaf(intermediate, { host: 's3.amazonaws.com' }), root.pem);
  // The verifier reads its trusted roots for each new chain.
  jest.doMock('tls', () => ({ rootCertificates: [root.pem] }));
});
afterAll(() => peer.stop());

beforeEach(() => {
  peer.files.clear();
  peer.asked.length = 0;
  peer.files.set('/echo.api/echo-api-cert-12.pem', amazon.chain);
  freezeTime();
});
afterEach(() => {
  jest.useRealTimers();
});

/** The endpoint with a skill that only records the requests that reach it. */
function anEndpoint(more: { skillId?: string | undefined; skill?: Skill } = {}) {
  const reached: SkillRequest[] = [];
  const logged: unknown[] = [];
  const app = alexaApp({
    async skill(request) {
      reached.push(request);
      return { version: '1.0', response: { shouldEndSession: true } };
    },
    skillId: SKILL_ID,
    log: line => logged.push(line),
    ...more,
  });
  return { app, reached, logged };
}

const now = (more = 0) => instant(Date.now() + more);
const words = 'the words that nobody may log';
const aBody = (around: Around = {}) => JSON.stringify(anEnvelope(dictates(words), { at: now(), ...around }));

/** A request as Amazon signs it. `headers` replaces headers, and undefined removes one. */
function posted(
  body: string,
  { signer = amazon, headers = {} }: { signer?: Signer; headers?: Record<string, string | undefined> } = {},
): RequestInit {
  const all = {
    'Content-Type': 'application/json',
    SignatureCertChainUrl: CHAIN,
    'Signature-256': signBody(body, signer),
    ...headers,
  };
  const given = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  return { method: 'POST', headers: Object.fromEntries(given), body };
}

async function answered(answer: Response | Promise<Response>) {
  const response = await answer;
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

describe('a request that Amazon signed', () => {
  test('a signed skill event reaches the skill', async () => {
    const { app, reached } = anEndpoint();
    const { context } = anEnvelope();
    const timestamp = new Date(now()).toISOString();
    const event = { context, request: { type: 'AlexaSkillEvent.SkillEnabled', timestamp } };
    expect((await app.request('/alexa', posted(JSON.stringify(event)))).status).toBe(200);
    expect(reached).toMatchObject([{ kind: 'not-handled', type: 'AlexaSkillEvent.SkillEnabled' }]);
  });

  test('a signed request reaches the skill, and the skill’s answer is returned', async () => {
    const { app, reached, logged } = anEndpoint();
    const body = aBody();
    expect(await answered(app.request('/alexa', posted(body)))).toEqual({
      status: 200,
      type: 'application/json',
      body: { version: '1.0', response: { shouldEndSession: true } },
    });
    expect(reached).toMatchObject([{ kind: 'turn', turn: { heard: { kind: 'send', message: words } } }]);
    expect(logged).toEqual([]);
  });

  test('the real skill answers a signed request', async () => {
    const { answer } = await anEcho();
    const { app } = anEndpoint({ skill: answer });
    const { status, body } = await answered(app.request('/alexa', posted(aBody())));
    expect(status).toBe(200);
    expect(JSON.stringify(body['response'])).toContain('it for?');
  });

  test('a signed request is verified byte for byte in any script', async () => {
    const { app, reached } = anEndpoint();
    const body = JSON.stringify(anEnvelope(dictates('Grüße, 你好 🎂'), { at: now() }));
    expect((await app.request('/alexa', posted(body))).status).toBe(200);
    expect(reached).toMatchObject([{ turn: { heard: { message: 'Grüße, 你好 🎂' } } }]);
  });

  test('the certificates are fetched once for several requests', async () => {
    const { app } = anEndpoint();
    for (let i = 0; i < 3; i++) expect((await app.request('/alexa', posted(aBody()))).status).toBe(200);
    expect(peer.asked).toEqual(['/echo.api/echo-api-cert-12.pem']);
  });

  test.each([
    ['the port written out', 'https://s3.amazonaws.com:443/echo.api/echo-api-cert-12.pem'],
    ['dots that lead back', 'https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert-12.pem'],
    ['a query', `${CHAIN}?again=1`],
    ['the host in capitals', 'HTTPS://S3.AMAZONAWS.COM/echo.api/echo-api-cert-12.pem'],
  ])('a certificate address with %s leads to the same certificates', async (_, url) => {
    const { app } = anEndpoint();
    await app.request('/alexa', posted(aBody()));
    const again = await app.request('/alexa', posted(aBody(), { headers: { SignatureCertChainUrl: url } }));
    expect(again.status).toBe(200);
    expect(peer.asked).toEqual(['/echo.api/echo-api-cert-12.pem']);
  });
});

describe('a request is refused as signature-invalid', () => {
  async function expectRefused(request: RequestInit) {
    const { app, reached, logged } = anEndpoint();
    const answer = await answered(app.request('/alexa', request));
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { type: 'urn:second-yes:problem:signature-invalid', status: 400, code: 'signature-invalid' },
    });
    expect(reached).toEqual([]);
    expect(logged).toEqual([{ event: 'alexa request refused', code: 'signature-invalid' }]);
  }

  test('a request with another body than the signed one is refused', async () => {
    const signed = posted(aBody());
    await expectRefused({ ...signed, body: aBody({ requestId: 'another' }) });
  });

  test('a request with one changed bit in its signature is refused', async () => {
    const body = aBody();
    const signature = Buffer.from(signBody(body, amazon), 'base64');
    signature[40] = (signature[40] ?? 0) ^ 1;
    await expectRefused(posted(body, { headers: { 'Signature-256': signature.toString('base64') } }));
  });

  test.each(['SignatureCertChainUrl', 'Signature-256'])(
    'a request without the header %s is refused',
    async header => {
      await expectRefused(posted(aBody(), { headers: { [header]: undefined } }));
    },
  );

  test('a request with only the old SHA-1 signature is refused', async () => {
    const body = aBody();
    await expectRefused(
      posted(body, { headers: { 'Signature-256': undefined, Signature: signBody(body, amazon) } }),
    );
  });

  test.each([
    ['another host', 'https://s3.amazonaws.com.example.org/echo.api/echo-api-cert-12.pem'],
    ['a host before an at sign', 'https://s3.amazonaws.com@example.org/echo.api/echo-api-cert-12.pem'],
    [
      'a backslash before the real host',
      'https://example.org\\@s3.amazonaws.com/echo.api/echo-api-cert-12.pem',
    ],
    ['another bucket', 'https://s3.amazonaws.com/EcHo.aPi/echo-api-cert-12.pem'],
    ['dots that lead to another bucket', 'https://s3.amazonaws.com/echo.api/../else/echo-api-cert-12.pem'],
    ['written-out dots', 'https://s3.amazonaws.com/echo.api/%2e%2e/else/echo-api-cert-12.pem'],
    ['another port', 'https://s3.amazonaws.com:563/echo.api/echo-api-cert-12.pem'],
    ['plain http', 'http://s3.amazonaws.com/echo.api/echo-api-cert-12.pem'],
    ['two addresses', `${CHAIN}, https://example.org/cert.pem`],
    ['no address at all', 'echo-api-cert-12.pem'],
  ])('a certificate address with %s is refused, and nothing is fetched', async (_, url) => {
    for (const path of ['/else/echo-api-cert-12.pem', '/EcHo.aPi/echo-api-cert-12.pem'])
      peer.files.set(path, amazon.chain);
    await expectRefused(posted(aBody(), { headers: { SignatureCertChainUrl: url } }));
    expect(peer.asked).toEqual([]);
  });

  test('only a few of many made-up certificate addresses are fetched in a minute, and Amazon is answered meanwhile', async () => {
    const { app } = anEndpoint();
    expect((await app.request('/alexa', posted(aBody()))).status).toBe(200);
    const made = (i: number) => posted(aBody(), { headers: { SignatureCertChainUrl: `${CHAIN}.${i}` } });
    for (let i = 0; i < 100; i++) expect((await app.request('/alexa', made(i))).status).toBe(400);
    expect(peer.asked.length).toBeLessThanOrEqual(21);
    expect((await app.request('/alexa', posted(aBody()))).status).toBe(200);
  });

  test('a request is refused if the certificates cannot be fetched', async () => {
    peer.files.clear();
    await expectRefused(posted(aBody()));
  });

  test('a request is refused if the fetched file is no certificate', async () => {
    peer.files.set('/echo.api/echo-api-cert-12.pem', '<Error>AccessDenied</Error>');
    await expectRefused(posted(aBody()));
  });

  test.each<[string, () => Promise<Signer>]>([
    ['an expired leaf', () => aLeaf(intermediate, { from: Date.now() - 9 * DAY, until: Date.now() - DAY })],
    ['a leaf that is not valid yet', () => aLeaf(intermediate, { from: Date.now() + DAY })],
    ['a leaf for another name', () => aLeaf(intermediate, { host: 'echo-api.example.org' })],
    ['a self-signed leaf', () => aLeaf(undefined)],
    ['a chain to a root nobody trusts', async () => aLeaf(await aRoot('CN=Stranger'))],
    ['a root of the same name with another key', async () => aLeaf(await aRoot())],
  ])('a request with %s is refused', async (_, make) => {
    const signer = await make();
    peer.files.set('/echo.api/echo-api-cert-12.pem', signer.chain);
    await expectRefused(posted(aBody(), { signer }));
  });

  test('a request is refused after its cached certificate has expired', async () => {
    const { app } = anEndpoint();
    const signer = await aLeaf(intermediate, { until: Date.now() + DAY });
    peer.files.set('/echo.api/echo-api-cert-12.pem', signer.chain);
    expect((await app.request('/alexa', posted(aBody(), { signer }))).status).toBe(200);

    jest.setSystemTime(Date.now() + 2 * DAY);
    expect((await app.request('/alexa', posted(aBody(), { signer }))).status).toBe(400);
    expect(peer.asked).toHaveLength(2);
  });

  test('a request is refused if verifying takes longer than Alexa waits', async () => {
    const never = { verify: () => new Promise<void>(() => {}) };
    const app = alexaApp({
      skill: () => Promise.reject(new Error('reached')),
      skillId: SKILL_ID,
      verifiers: { signature: never, timestamp: never },
      log: () => {},
    });
    const answer = app.request('/alexa', posted(aBody()));
    await jest.advanceTimersByTimeAsync(seconds(6));
    expect((await answered(answer)).body['code']).toBe('signature-invalid');
  });
});

/** Stops the date and the timers, so that no verdict depends on how fast the machine is. Sockets still work. */
function freezeTime(): void {
  jest.useFakeTimers({
    now: Date.now(),
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance', 'hrtime'],
  });
}

describe('a signed request is refused', () => {
  async function codeOf(body: string, skillId: string | undefined = SKILL_ID): Promise<unknown> {
    const { app, reached, logged } = anEndpoint({ skillId });
    const { body: problem } = await answered(app.request('/alexa', posted(body)));
    expect(reached).toEqual([]);
    expect(JSON.stringify([logged, problem])).not.toContain(words);
    return problem['code'];
  }

  test.each([
    ['older than 150 seconds', seconds(-155)],
    ['replayed an hour later', hours(-1)],
    ['more than 150 seconds ahead', seconds(155)],
    ['of the next day', hours(24)],
  ])('a request is refused as timestamp-invalid if it is %s', async (_, age) => {
    expect(await codeOf(aBody({ at: now(age) }))).toBe('timestamp-invalid');
  });

  test.each([seconds(-140), seconds(140)])('a request is accepted %d ms from now', async age => {
    const { app } = anEndpoint();
    expect((await app.request('/alexa', posted(aBody({ at: now(age) })))).status).toBe(200);
  });

  test('a request that is repeated three minutes later is refused as timestamp-invalid', async () => {
    const { app, reached } = anEndpoint();
    const request = posted(aBody());
    expect((await app.request('/alexa', request)).status).toBe(200);
    jest.setSystemTime(Date.now() + minutes(3));
    expect((await answered(app.request('/alexa', request))).body['code']).toBe('timestamp-invalid');
    expect(reached).toHaveLength(1);
  });

  const envelope = anEnvelope();
  test.each([
    ['no JSON', words],
    ['no timestamp', JSON.stringify({ ...envelope, request: { ...envelope.request, timestamp: undefined } })],
    [
      'no date as its timestamp',
      JSON.stringify({ ...envelope, request: { ...envelope.request, timestamp: 'soon' } }),
    ],
    ['no context', JSON.stringify({ ...envelope, context: undefined })],
  ])('a request with %s is refused as envelope-malformed', async (_, body) => {
    expect(await codeOf(body)).toBe('envelope-malformed');
  });

  test('a request for another skill is refused as wrong-skill', async () => {
    expect(await codeOf(aBody({ skill: 'amzn1.ask.skill.another' }))).toBe('wrong-skill');
  });

  test.each([undefined, ''])(
    'a request is refused as skill-id-not-set with advice if no skill id is set (%p)',
    async skillId => {
      const { app, reached } = anEndpoint({ skillId });
      const answer = await answered(app.request('/alexa', posted(aBody())));
      expect(answer).toMatchObject({ status: 403, body: { code: 'skill-id-not-set' } });
      expect(answer.body['title']).toContain('ALEXA_SKILL_ID');
      expect(reached).toEqual([]);
    },
  );

  test('a request that is too large is refused before it is verified', async () => {
    const { app, reached } = anEndpoint();
    const answer = await answered(
      app.request('/alexa', { method: 'POST', body: 'x'.repeat(256 * 1024 + 1) }),
    );
    expect(answer).toMatchObject({
      status: 413,
      type: 'application/problem+json',
      body: { code: 'body-too-large' },
    });
    expect(reached).toEqual([]);
  });

  test('a malformed envelope is refused without naming the wrong field', async () => {
    const { app } = anEndpoint();
    const body = { ...anEnvelope(dictates(words), { at: now() }), session: { new: words } };
    const answer = await answered(app.request('/alexa', posted(JSON.stringify(body))));
    expect(answer).toMatchObject({ status: 400, body: { code: 'envelope-malformed' } });
    expect(JSON.stringify(answer)).not.toContain('session');
  });

  test('a skill event without a timestamp is refused as timestamp-invalid', async () => {
    const { context } = anEnvelope();
    const event = { context, request: { type: 'AlexaSkillEvent.SkillEnabled' } };
    expect(await codeOf(JSON.stringify(event))).toBe('timestamp-invalid');
  });

  test('a failure of the skill is answered without its cause', async () => {
    const { app, logged } = anEndpoint({ skill: () => Promise.reject(new TypeError(`secret ${words}`)) });
    const answer = await answered(app.request('/alexa', posted(aBody())));
    expect(answer).toMatchObject({ status: 500, type: 'application/problem+json', body: { code: 'failed' } });
    expect(JSON.stringify([answer, logged])).not.toContain('secret');
    expect(logged).toContainEqual({ event: 'alexa request failed', code: 'TypeError' });
  });
});

test('every method but POST is refused', async () => {
  const { app, reached } = anEndpoint();
  expect((await app.request('/alexa')).status).toBe(404);
  expect(reached).toEqual([]);
});
