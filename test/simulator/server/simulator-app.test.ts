import { replies } from '../../../core/text/en/replies.ts';
import { describe, expect, test } from '@jest/globals';
import type { Hono } from 'hono';
import { after, minutes } from '../../../core/household/instant.ts';
import { loadRecording } from '../../../services/storage/stored-recording.ts';
import { aContact, noon } from '../../support/builders/builders.ts';
import { aHouseholdSummary, aSimulator } from '../a-simulator.ts';

const HOST = 'localhost:7921';
const headers = (more: Record<string, string> = {}) => ({
  Host: HOST,
  Origin: `http://${HOST}`,
  'Content-Type': 'application/json',
  ...more,
});

function post(app: Hono, path: string, body: unknown, more: Record<string, string> = {}) {
  const init = { method: 'POST', headers: headers(more) };
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
  return app.request(`http://${HOST}${path}`, { ...init, body: bytes });
}
const get = (app: Hono, path: string, more: Record<string, string> = {}) =>
  app.request(`http://${HOST}${path}`, { headers: { Host: HOST, ...more } });

/** Says these things one after the other; gives what came of the last. */
async function says(app: Hono, room: string, ...texts: string[]): Promise<Record<string, unknown>> {
  let last: Record<string, unknown> = {};
  for (const text of texts) {
    const response = await post(app, '/echo/say', { room, text });
    expect(response.status).toBe(200);
    last = (await response.json()) as Record<string, unknown>;
  }
  return last;
}

describe('talking to an Echo', () => {
  test('a request in one sentence and its message are held by the real skill', async () => {
    const { app, documents, household } = await aSimulator();
    const asked = await says(app, 'Kitchen', 'tell second yes to send a message to Anna');
    expect(asked).toMatchObject({
      spoken: { say: 'What is the message?' },
      decision: 'ask-message',
      asks: 'message',
      evidence: [
        { name: 'opening' },
        { name: 'recipient', observed: 'exact' },
        { name: 'commonness', observed: 'rare' },
        { name: 'margin', observed: 'clear' },
      ],
    });
    expect(await says(app, 'Kitchen', 'Dinner is at seven.')).toMatchObject({
      decision: 'held',
      asks: 'more',
    });
    expect(await documents.list(household, 'message')).toMatchObject([
      { contact: 'anna', state: 'rendering' },
    ]);
  });

  test('each room has its own conversation', async () => {
    const { app } = await aSimulator();
    await says(app, 'Kitchen', 'open second yes', 'send a message');
    expect(await says(app, 'Attic', 'Anna')).toMatchObject({ decision: 'not-for-me', heard: 'nothing' });
    expect(await says(app, 'Kitchen', 'Anna')).toMatchObject({ decision: 'ask-message' });
  });

  test('the page finds what is open after a reload', async () => {
    const { app } = await aSimulator();
    await says(app, 'Attic', 'open second yes', 'send a message');
    expect(await (await get(app, '/echo/state')).json()).toMatchObject({
      rooms: [
        { name: 'Kitchen' },
        { name: 'Attic', asks: 'recipient', story: { turns: [{ asked: 'nothing' }] } },
      ],
      bounds: { stop: expect.any(Number), sure: expect.any(Number) },
    });
  });

  test('silence at an open question stops the conversation and puts the light out', async () => {
    const { app, documents, household } = await aSimulator();
    await says(app, 'Kitchen', 'tell second yes to send a message to Anna');
    const silent = await (await post(app, '/echo/silence', { room: 'Kitchen' })).json();
    expect(silent).toMatchObject({
      decision: 'stopped',
      spoken: { say: replies['ask-message-again'] },
    });
    expect(silent).not.toHaveProperty('asks');
    expect(await documents.list(household, 'stopped')).toMatchObject([{ why: 'silence' }]);
    expect(await (await post(app, '/echo/silence', { room: 'Kitchen' })).json()).toMatchObject({
      code: 'no-session',
    });
  });

  test('a skill that fails puts the light out and is said to have failed', async () => {
    const { app } = await aSimulator({ skill: () => Promise.reject(new Error('secret')) });
    const response = await post(app, '/echo/say', { room: 'Kitchen', text: 'open second yes' });
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('secret');
  });

  test.each<[string, string, unknown, number, string]>([
    ['an unknown room', '/echo/say', { room: 'Garage', text: 'stop' }, 404, 'no-such-room'],
    ['no words', '/echo/say', { room: 'Kitchen', text: ' ' }, 400, 'body-malformed'],
    [
      'something else than asked for',
      '/echo/say',
      { room: 'Kitchen', text: 'a', more: 1 },
      400,
      'body-malformed',
    ],
    ['too many words', '/echo/say', { room: 'Kitchen', text: 'x'.repeat(70_000) }, 413, 'body-too-large'],
    [
      'a touch that sends lists in lists',
      '/echo/touch',
      new TextEncoder().encode(`{"room":"Kitchen","arguments":${'['.repeat(9_000)}${']'.repeat(9_000)}}`),
      400,
      'body-malformed',
    ],
    [
      'an unknown scenario',
      '/echo/replay',
      { room: 'Attic', scenario: 'paris', line: 0 },
      404,
      'no-such-scenario',
    ],
  ])('%s is refused with a code and a title', async (_, path, body, status, code) => {
    const response = await post((await aSimulator()).app, path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ code, title: expect.any(String) });
  });
});

describe('the microphone', () => {
  const webm = { 'Content-Type': 'audio/webm' };
  const sound = new Uint8Array([26, 69, 223, 163]);

  test('what audio is prepared as becomes the held recording, byte for byte', async () => {
    const prepared = new Uint8Array([0xff, 0xfb, 1, 2, 3]);
    const { app, documents, recordings, household } = await aSimulator({
      prepare: async () => ({ audio: prepared, mediaType: 'audio/mpeg', duration: 2_000 }),
    });
    await says(app, 'Kitchen', 'tell second yes to send a message to Anna');
    const response = await post(app, '/echo/record?room=Kitchen', sound, webm);
    expect(await response.json()).toMatchObject({ decision: 'held' });
    const [message] = await documents.list(household, 'message');
    if (message?.state !== 'held') throw new Error('The message is not held');
    expect(message.recording).toMatchObject({ mediaType: 'audio/mpeg', duration: 2_000, bytes: 5 });
    expect((await loadRecording(recordings, message))?.audio).toEqual(prepared);
  });

  test('audio that nobody asked for is not even read', async () => {
    let read = 0;
    const { app } = await aSimulator({
      prepare: async audio => {
        read++;
        return { audio, mediaType: 'audio/mpeg', duration: 2_000 };
      },
    });
    const response = await post(app, '/echo/record?room=Kitchen', sound, webm);
    expect([response.status, read]).toEqual([409, 0]);
  });

  test('audio that is refused leaves the question open, and the page is told why', async () => {
    const { app } = await aSimulator({ prepare: async () => ({ refused: 'silent' }) });
    await says(app, 'Kitchen', 'tell second yes to send a message to Anna');
    const response = await post(app, '/echo/record?room=Kitchen', sound, webm);
    expect(await response.json()).toEqual({
      code: 'silent',
      title:
        'There is no sound in that recording. Check the microphone, and record it again. Nothing was kept.',
    });
    expect(await (await get(app, '/echo/state')).json()).toMatchObject({ rooms: [{ asks: 'message' }, {}] });
  });

  test('what is no audio by its type is refused', async () => {
    const { app } = await aSimulator();
    await says(app, 'Kitchen', 'tell second yes to send a message to Anna');
    expect((await post(app, '/echo/record?room=Kitchen', { a: 1 })).status).toBe(415);
  });
});

describe('replaying Portland in a room', () => {
  test('the conversation is stopped and nothing is recorded, whatever the contacts are called', async () => {
    const { app, documents, household } = await aSimulator({ contacts: [aContact({ name: 'Wolfgang' })] });
    const decisions: unknown[] = [];
    for (let line = 0; line < 10; line++) {
      const response = await post(app, '/echo/replay', { room: 'Attic', scenario: 'portland', line });
      const played = (await response.json()) as { over?: true; decision?: string };
      if (played.over) break;
      decisions.push(played.decision);
    }
    expect(decisions).toEqual(['welcome', 'ask-recipient', 'ask-name-again', 'ask-name-again', 'stopped']);
    expect(await documents.list(household, 'message')).toEqual([]);
    expect(await documents.list(household, 'stopped')).toMatchObject([{ why: 'not-understood' }]);
  });
});

describe('who may talk to it', () => {
  const words = { room: 'Kitchen', text: 'open second yes' };

  test.each<[string, Record<string, string>, number]>([
    ['its own page', {}, 200],
    [
      'its own page by another name of this machine',
      { Host: '127.0.0.1:7921', Origin: 'http://127.0.0.1:7921' },
      200,
    ],
    ['its own page over IPv6', { Host: '[::1]:7921', Origin: 'http://[::1]:7921' }, 200],
    ['a page elsewhere', { Origin: 'https://evil.example' }, 403],
    ['a page of another program on this machine', { Origin: 'http://localhost:3000' }, 403],
    ['a page without an origin, such as a sandboxed frame', { Origin: 'null' }, 403],
    ['a page elsewhere, by what the browser says of it', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    [
      'a page whose name was pointed here',
      { Host: 'evil.example:7921', Origin: 'http://evil.example:7921' },
      421,
    ],
    ['a name that only begins like ours', { Host: 'localhost.evil.example' }, 421],
    ['a form, which needs no leave to post', { 'Content-Type': 'text/plain' }, 415],
  ])('a request of %s, with the headers %j, gets status %d from the simulator', async (_, more, status) => {
    const { app } = await aSimulator();
    expect((await post(app, '/echo/say', words, more)).status).toBe(status);
  });

  test('a program on this machine, which sends no origin, may talk to the simulator', async () => {
    const { app } = await aSimulator();
    const response = await app.request(`http://${HOST}/echo/say`, {
      method: 'POST',
      headers: { Host: HOST, 'Content-Type': 'application/json' },
      body: JSON.stringify(words),
    });
    expect(response.status).toBe(200);
  });

  test.each(['/', '/echo', '/echo/state', '/outbox', '/outbox/mails'])(
    'the simulator answers GET %s for names of this machine only, and the answer is not stored or framed',
    async path => {
      const { app } = await aSimulator();
      expect((await get(app, path, { Host: 'evil.example' })).status).toBe(421);
      const { status, headers: sent } = await get(app, path);
      expect(status).toBe(200);
      expect(sent.get('Cache-Control')).toBe('no-store');
      expect(sent.get('X-Content-Type-Options')).toBe('nosniff');
      const policy = sent.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
    },
  );
});

describe('the scenarioRoom', () => {
  const play = async (app: Hono, scenario: string, line: number) =>
    (await (await post(app, '/echo/replay', { room: 'Scenario room', scenario, line })).json()) as Record<
      string,
      unknown
    >;

  test('a request in the scenario room is held without anything of it in the household, and why is answered', async () => {
    await using stand = await aSimulator({ contacts: [] });
    const { app, documents } = stand;
    await play(app, 'anna', 0);
    expect(await play(app, 'anna', 1)).toMatchObject({ decision: 'held' });
    expect(await says(app, 'Scenario room', 'why did you do that')).toMatchObject({
      spoken: { say: expect.stringContaining('What weighed most') },
    });
    expect(documents.everything().map(({ kind }) => kind)).toEqual(['trust']);
  });

  test('each scenario begins in a household where nothing happened before', async () => {
    await using stand = await aSimulator();
    const { app } = stand;
    for (let round = 0; round < 4; round++) {
      await play(app, 'television', 0);
      expect(await play(app, 'television', 1)).toMatchObject({ decision: 'stopped' });
    }
    // Three accidents in a row would have paused the room.
    expect(await play(app, 'television', 0)).toMatchObject({ decision: 'ask-message' });
  });

  test('the page is told of it, of every scenario, and of what is open there', async () => {
    await using stand = await aSimulator();
    const { app } = stand;
    await play(app, 'anna', 0);
    expect(await (await get(app, '/echo/state')).json()).toMatchObject({
      paired: true,
      scenarioRoom: {
        name: 'Scenario room',
        people: expect.arrayContaining(['Anna', 'Mark']),
        asks: 'message',
      },
      scenarios: expect.arrayContaining([expect.objectContaining({ name: 'portland', ends: 'stopped' })]),
    });
  });
});

describe('what went over the wire', () => {
  test('each turn that reaches the skill has a trace of the request in Amazon’s shape and of the answer', async () => {
    const { app } = await aSimulator();
    expect(await says(app, 'Kitchen', 'tell second yes to send a message to Anna')).toMatchObject({
      trace: {
        request: {
          version: '1.0',
          request: { type: 'IntentRequest', intent: { name: 'SendMessageIntent' } },
        },
        answer: { response: { directives: expect.arrayContaining([]) } },
      },
    });
  });

  test('a turn that does not reach the skill has no trace', async () => {
    const { app } = await aSimulator();
    expect(await says(app, 'Kitchen', 'lovely weather today')).not.toHaveProperty('trace');
  });
});

describe('the start page', () => {
  const homeOf = async (more: Parameters<typeof aHouseholdSummary>[0] = {}) =>
    (await get((await aSimulator({ state: async () => aHouseholdSummary(more) })).app, '/')).text();

  test('the home page leads to phone, Echo and outbox', async () => {
    const page = await homeOf();
    for (const link of [
      'http://localhost:7920/phone/',
      'http://localhost:7921/echo',
      'http://localhost:7921/outbox',
    ])
      expect(page).toContain(`href="${link}"`);
  });

  test('the home page offers to pair while the household has no phone, by link and by code, and says how long', async () => {
    const link = 'http://x/#code=A&household="';
    const page = await homeOf({
      phones: [],
      pairing: { code: 'ABCD-EFGH', link, until: after(noon, minutes(9)) },
    });
    expect(page).toContain('href="http://x/#code=A&amp;household=&quot;"');
    expect(page).toContain('ABCD-EFGH');
    expect(page).toContain('for 9 more minutes');
  });

  test('the home page names the phones as text, whatever they are called', async () => {
    expect(await homeOf({ phones: ['<b>Anna</b>', 'B', 'C'] })).toContain('&lt;b&gt;Anna&lt;/b&gt;, B and C');
  });

  test('the home page says where mail goes and whether Echos of Amazon can reach the household', async () => {
    const page = await homeOf({
      mail: { to: 'server', host: 'mail.example.org' },
      echos: { at: 'https://home.example.org/alexa' },
    });
    expect(page).toContain('go out through <code>mail.example.org</code>');
    expect(page).toContain('<code>https://home.example.org/alexa</code>');
  });
});

describe('the outbox', () => {
  const mail = { id: 'm1', at: 5 as never, to: ['a@example.org'], subject: 'S', text: '<b>hi</b>' };
  const outbox = (mediaType: string) => ({
    list: async () => [mail],
    read: async (id: string) =>
      id === 'm1' ? { bytes: new Uint8Array([1, 2, 3, 4]), mediaType, name: 'message.webm' } : undefined,
  });

  test('the outbox gives mails as text', async () => {
    const { app } = await aSimulator({ outbox: outbox('audio/webm') });
    const response = await get(app, '/outbox/mails');
    expect(response.headers.get('Content-Type')).toContain('application/json');
    expect(await response.json()).toEqual({ mails: [mail] });
  });

  test('the recording is served whole, or the part that a player asks for', async () => {
    const { app } = await aSimulator({ outbox: outbox('audio/webm') });
    const whole = await get(app, '/outbox/m1/audio');
    expect([whole.status, whole.headers.get('Content-Type')]).toEqual([200, 'audio/webm']);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3, 4]));
    const part = await get(app, '/outbox/m1/audio', { Range: 'bytes=1-2' });
    expect([part.status, part.headers.get('Content-Range')]).toEqual([206, 'bytes 1-2/4']);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(new Uint8Array([2, 3]));
  });

  test('what is not audio is never served, whatever it calls itself', async () => {
    const { app } = await aSimulator({ outbox: outbox('text/html') });
    expect((await get(app, '/outbox/m1/audio')).status).toBe(404);
  });

  test('an unknown mail is not found', async () => {
    const { app } = await aSimulator({ outbox: outbox('audio/webm') });
    expect((await get(app, '/outbox/m2/audio')).status).toBe(404);
  });
});
