import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { alexaApp } from '../../home/requests/alexa-endpoint.ts';
import { SKILL_ID } from '../support/builders/alexa-envelopes.ts';
import { changes, mutated, nastyTexts, slipped, slips, tracesIn } from './mutate.ts';
import { forbidden, skillAt } from './skill.ts';
import { dictated, type SkillExample, skillExamples } from './skill-examples.ts';

const CHAIN = 'https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem';
const content = async () => {};
const discontent = () => Promise.reject(new Error('The signature does not hold.'));

const draft = fc.record({
  example: fc.nat(10_000),
  changes,
  slips,
  signed: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  chain: fc.oneof(
    { weight: 4, arbitrary: fc.constant(CHAIN) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'x',
        '//',
        'https://s3.amazonaws.com/echo.api/../x',
        'file:///etc',
        '\u00ff',
      ),
    },
  ),
  signature: fc.constantFrom('c2lnbmVk', '', '__proto__', 'x'.repeat(20_000)),
  type: fc.constantFrom('application/json', 'text/plain', 'multipart/form-data', ';'),
  method: fc.oneof(
    { weight: 9, arbitrary: fc.constant('POST') },
    { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'OPTIONS') },
  ),
  path: fc.oneof(
    { weight: 9, arbitrary: fc.constant('/alexa') },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...nastyTexts)
        .map(text => `/alexa/${encodeURI(text.replace(/[\ud800-\udfff]/g, ''))}`),
    },
  ),
});

/** Posts changed envelopes to `/alexa`, with Amazon's verifiers content, at times not. */
export async function fuzzAlexa(requests: number): Promise<Record<number, number>> {
  const examples = await skillExamples();
  const count: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(draft, async one => {
      const example = examples[one.example % examples.length] as SkillExample;
      const { answer, documents, lines } = await skillAt(example);
      const app = alexaApp({
        skill: answer,
        skillId: SKILL_ID,
        verifiers: {
          signature: { verify: one.signed ? content : discontent },
          timestamp: { verify: content },
        },
        log: line => void lines.push(JSON.stringify(line)),
      });
      const before = documents.everything();
      const body = slipped(new TextEncoder().encode(mutated(example.envelope, one.changes)), one.slips);
      const response = await app.request(`http://localhost:7920${one.path}`, {
        method: one.method,
        headers: {
          'Content-Type': one.type,
          SignatureCertChainUrl: one.chain,
          'Signature-256': one.signature,
        },
        body: new Uint8Array(body),
      });
      const text = await response.text();
      const after = documents.everything();

      const said = JSON.stringify({ status: response.status, text: text.slice(0, 300), lines });
      if (![200, 400, 404, 413].includes(response.status)) throw new Error(`It failed: ${said}`);
      const shown = [
        ...(response.status === 200 ? [] : tracesIn(text, [dictated])),
        ...tracesIn(lines.join('\n'), [dictated]),
      ];
      if (shown.length > 0) throw new Error(`It shows ${shown.join()}: ${said}`);
      if (response.status !== 200 && !isDeepStrictEqual(before, after))
        throw new Error(`It was refused and changed something: ${said}`);
      if (!one.signed && response.status === 200) throw new Error(`Nobody signed it: ${said}`);
      const wrong =
        response.status === 200
          ? forbidden(JSON.parse(Buffer.from(body).toString('utf8')), before, after)
          : [];
      if (wrong.length > 0) throw new Error(wrong.join());
      count[response.status] = (count[response.status] ?? 0) + 1;
    }),
    { numRuns: requests },
  );
  return count;
}
