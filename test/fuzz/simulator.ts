import * as fc from 'fast-check';
import type { Hono } from 'hono';
import { aSimulator } from '../simulator/a-simulator.ts';
import { nameOf, routesOf } from './api-examples.ts';
import { change, changes, mutated, nastyTexts, slip, slipped, slips, tracesIn } from './mutate.ts';

const HOST = 'http://localhost:7921';
const sentence = 'the soup is ready at seven';

/** What each route of the simulator takes. A new one that takes a body needs an entry. */
const BODIES: Record<string, unknown[]> = {
  'POST /echo/say': [
    ...['send a message to anna', sentence, 'anna', 'add bring bread', 'stop', 'yes', 'discard it'].map(
      text => ({
        room: 'Kitchen',
        text: text === sentence ? text : `alexa, tell second yes to ${text}`,
      }),
    ),
    { room: 'Kitchen', text: sentence },
  ],
  'POST /echo/touch': [{ room: 'Kitchen', arguments: ['discard', '01MESSAGE'] }],
  'POST /echo/silence': [{ room: 'Kitchen' }],
  'POST /echo/replay': [{ room: 'Attic', scenario: 'portland', line: 0 }],
  'POST /echo/record': ['RIFF and so on'],
};

type Template = { route: string; method: string; path: string; body?: unknown };

/** What the simulator are asked, from their own routes. */
export function templatesFor(app: Hono): Template[] {
  return routesOf(app).flatMap(route => {
    const name = nameOf(route);
    const path =
      route.path.replace(':id', '01MESSAGE') + (name === 'POST /echo/record' ? '?room=Kitchen' : '');
    const plain = { route: name, method: route.method, path };
    if (route.method === 'GET') return [plain];
    const bodies = BODIES[name];
    if (!bodies) throw new Error(`Nobody said yet what ${name} takes.`);
    return bodies.map(body => ({ ...plain, body }));
  });
}

const draft = fc.record({
  template: fc.nat(10_000),
  changes: fc.oneof(fc.constant([]), changes, fc.array(change, { maxLength: 2 })),
  slips: fc.oneof(slips, fc.array(slip, { maxLength: 1 })),
  type: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('text/plain', 'audio/wav', 'audio/', '', 'APPLICATION/JSON; x') },
  ),
  headers: fc.dictionary(
    fc.constantFrom('Origin', 'Sec-Fetch-Site', 'Range', 'Host', 'Accept'),
    fc.constantFrom(
      'null',
      'http://localhost:7921',
      'http://evil.example',
      'bytes=0-',
      'bytes=-99999999999999999999',
      'bytes=9-1',
      'same-origin',
      'localhost',
      '[::1]:1',
      '__proto__',
    ),
    { maxKeys: 2 },
  ),
  tail: fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '/',
        '/..',
        '%2f..%2f',
        '%00',
        '%',
        '?room=__proto__',
        '?room[]=x',
        ...nastyTexts.map(text => `/${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))}`),
      ),
    },
  ),
});

/** How many requests one household is sent, one after the other: its Echoes keep their sessions. */
const IN_A_ROW = 8;

/** Sends changed requests to the device simulator and the outbox. */
export async function fuzzSimulator(requests: number): Promise<Record<number, number>> {
  const count: Record<number, number> = {};
  const row = fc.array(draft, { minLength: 1, maxLength: IN_A_ROW, size: 'max' });
  await fc.assert(
    fc.asyncProperty(row, async drafts => {
      const { app, documents, household } = await aSimulator();
      const templates = templatesFor(app);
      const trusted = JSON.stringify(await documents.get(household, 'trust', 'trust'));
      for (const one of drafts) {
        const template = templates[one.template % templates.length] as Template;
        const text = typeof template.body === 'string' ? template.body : mutated(template.body, one.changes);
        const audio = typeof template.body === 'string';
        const response = await app.request(HOST + template.path + one.tail, {
          method: template.method,
          headers: {
            'Content-Type': one.type ?? (audio ? 'audio/webm' : 'application/json'),
            ...one.headers,
          },
          ...(template.method === 'GET'
            ? {}
            : { body: new Uint8Array(slipped(new TextEncoder().encode(text), one.slips)) }),
        });
        const answer = await response.text();
        const said = JSON.stringify({ status: response.status, answer: answer.slice(0, 300) });
        if (response.status >= 500) throw new Error(`It failed: ${said}`);
        const shown = response.status >= 400 ? tracesIn(answer, [sentence]) : [];
        if (shown.length > 0) throw new Error(`It shows ${shown.join()}: ${said}`);
        count[response.status] = (count[response.status] ?? 0) + 1;
      }
      if (JSON.stringify(await documents.get(household, 'trust', 'trust')) !== trusted)
        throw new Error('An Echo changed who is trusted.');
      for (const one of documents.everything())
        if (one.kind === 'message' && 'answer' in one) throw new Error('An Echo gave an answer.');
    }),
    // Rows are of any length, so half as long on average.
    { numRuns: Math.ceil(requests / (IN_A_ROW / 2)) },
  );
  return count;
}
