import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { z } from 'zod';
import { type TrustList, replayTrustList } from '../approval/trust-list.ts';
import { proofLife, verifyProof } from '../approval/proof.ts';
import type { HouseholdId, MessageId, PhoneId, RoomId } from '../household/ids.ts';
import { after } from '../household/instant.ts';
import { changeMessage } from '../store/change-message.ts';
import { eraseHousehold } from '../store/erase-household.ts';
import { failureCode } from '../store/failure-code.ts';
import { loadRecording } from '../store/load-recording.ts';
import { answerMessage } from './answer.ts';
import { appendLink } from './append-link.ts';
import type { CompanionParts } from './companion-parts.ts';
import { exportHousehold } from './export-household.ts';
import { candidateOf, inviteFurther, pair, pairingRequest } from './pair.ts';
import { type ProblemCode, problem } from './problem.ts';
import { viewOf } from './views.ts';

type Env = { Variables: { trust: TrustList; phone: PhoneId; links: string[] } };

/** No body of this API is longer than a signed answer or a contact. */
const BODY_LIMIT = 64 * 1024;
/** How many messages the list shows. */
const LIST_LIMIT = 200;

const answerBody = z.strictObject({ jws: z.string().max(8_000) });
const linkBody = z.strictObject({ link: z.string().max(16_000) });
/** Names what is to be erased, so that no slip erases a household. */
const eraseBody = z.strictObject({ household: z.string() });
const roomBody = z.strictObject({ name: z.string().trim().min(1).max(60) });

/** The phone's API. Every request but pairing carries a proof by a phone of the household's trust list. */
export function companionApi(parts: CompanionParts): Hono<Env> {
  const { documents, recordings, clock } = parts;
  const api = new Hono<Env>();

  api.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
      // An answer is data: opened as a page it may load nothing, run nothing, and be framed by nobody.
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    }),
  );
  api.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  api.use(bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, 'body-too-large') }));
  api.notFound(c => refuse(c, 'not-found'));
  api.onError((error, c) => {
    parts.log({ event: 'request failed', code: failureCode(error) });
    return refuse(c, 'storage-failed');
  });

  api.post('/households/:household/pair', async c => {
    const asked = pairingRequest.safeParse(await bodyOf(c));
    if (!asked.success) return refuse(c, 'body-malformed');
    // Pairing the same key again changes nothing, so this proof need not be used up; strangers write nothing.
    const proven = await prove(c, parts, () => asked.data.phone.key);
    if ('refused' in proven) return refuse(c, proven.refused, { now: clock() });
    const household = c.req.param('household') as HouseholdId;
    const paired = await pair(parts, household, asked.data, clock());
    if ('refused' in paired) return refuse(c, paired.refused);
    if ('waiting' in paired) return c.json({ household, phone: proven.phone, waiting: true });
    parts.log({ event: 'paired' });
    return c.json({ household, phone: proven.phone, links: paired.links });
  });

  const owned = new Hono<Env>();
  owned.use(async (c, next) => {
    const household = c.req.param('household') as HouseholdId;
    const trusted = await documents.get(household, 'trust', 'trust');
    if (!trusted) return refuse(c, 'proof-invalid');
    const trust = await replayTrustList(trusted.links, household, { anchor: parts.anchor });
    if ('refused' in trust) return refuse(c, trust.refused);
    const proven = await prove(c, parts, phone => trust.phones.get(phone)?.key);
    if ('refused' in proven) return refuse(c, proven.refused, { now: clock() });
    if (!(await useUp(proven, household, parts))) return refuse(c, 'proof-replayed');
    c.set('trust', trust);
    c.set('phone', proven.phone);
    c.set('links', trusted.links);
    return next();
  });

  owned.get('/messages', async c => {
    const household = c.req.param('household') as HouseholdId;
    const [messages, rooms] = [
      await documents.list(household, 'message', { limit: LIST_LIMIT }),
      await roomsOf(household),
    ];
    return c.json({ now: clock(), messages: messages.map(message => viewOf(message, rooms)) });
  });

  owned.get('/messages/:id', async c => {
    const household = c.req.param('household') as HouseholdId;
    const message = await documents.get(household, 'message', c.req.param('id'));
    return message
      ? c.json({ now: clock(), message: viewOf(message, await roomsOf(household)) })
      : refuse(c, 'no-such-message');
  });

  owned.get('/messages/:id/recording', async c => {
    const recording = await recordingOf(c);
    if (!recording) return refuse(c, 'no-recording');
    c.header('Content-Type', recording.mediaType);
    return c.body(new Uint8Array(recording.audio));
  });

  owned.get('/messages/:id/words', async c => {
    const recording = await recordingOf(c);
    return recording?.transcript === undefined
      ? refuse(c, 'no-recording')
      : c.json({ words: recording.transcript });
  });

  owned.post('/messages/:id/listen', async c => {
    const nonce = parts.newNonce();
    const decision = await changeMessage(
      documents,
      householdOf(c),
      idOf(c),
      { do: 'listen', phone: c.get('phone'), nonce },
      clock(),
    );
    if (decision.kind === 'missing') return refuse(c, 'no-such-message');
    return decision.kind === 'refused' ? refuse(c, decision.code, { by: decision.by }) : c.json({ nonce });
  });

  owned.post('/messages/:id/answer', async c => {
    const body = answerBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const answered = await answerMessage(
      documents,
      householdOf(c),
      idOf(c),
      body.data.jws,
      c.get('trust'),
      clock(),
    );
    if ('refused' in answered) return refuse(c, answered.refused, { by: answered.by });
    return c.json({ now: clock(), message: viewOf(answered.message, await roomsOf(householdOf(c))) });
  });

  owned.post('/messages/:id/undo', async c => {
    const decision = await changeMessage(
      documents,
      householdOf(c),
      idOf(c),
      { do: 'undo', phone: c.get('phone') },
      clock(),
    );
    if (decision.kind === 'missing') return refuse(c, 'no-such-message');
    if (decision.kind === 'refused') return refuse(c, decision.code);
    return c.json({ now: clock(), message: viewOf(decision.message, await roomsOf(householdOf(c))) });
  });

  owned.get('/trust', c => c.json({ links: c.get('links') }));

  owned.post('/trust', async c => {
    const body = linkBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const appended = await appendLink(parts, householdOf(c), body.data.link);
    return 'refused' in appended ? refuse(c, appended.refused) : c.json(appended);
  });

  owned.post('/invitation', async c =>
    c.json(await inviteFurther(parts, householdOf(c), parts.random, clock())),
  );

  owned.get('/invitation', async c => {
    const candidate = await candidateOf(parts, householdOf(c), clock());
    return c.json({ ...(candidate && { candidate }) });
  });

  owned.get('/rooms', async c => c.json({ rooms: await roomsOf(householdOf(c)) }));

  owned.put('/rooms/:room', async c => {
    const body = roomBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const id = c.req.param('room') as RoomId;
    for (;;) {
      const house = await documents.get(householdOf(c), 'household', 'household');
      if (!house?.rooms.some(room => room.id === id)) return refuse(c, 'not-found');
      const rooms = house.rooms.map(room => (room.id === id ? { ...room, name: body.data.name } : room));
      if (await documents.put({ ...house, rooms }, house.version)) return c.json({ rooms });
    }
  });

  owned.get('/export', async c => {
    const archive = await exportHousehold(parts, householdOf(c), clock());
    parts.log({ event: 'exported' });
    return c.body(new Uint8Array(archive), 200, { 'Content-Type': 'application/zip' });
  });

  owned.post('/erase', async c => {
    const body = eraseBody.safeParse(await bodyOf(c));
    if (!body.success || body.data.household !== householdOf(c)) return refuse(c, 'body-malformed');
    const erased = await eraseHousehold(parts, householdOf(c));
    parts.log({ event: 'household erased' });
    return erased ? c.json({ erased }) : refuse(c, 'storage-failed');
  });

  owned.get('/stopped', async c => {
    const stopped = await documents.list(householdOf(c), 'stopped', { limit: LIST_LIMIT });
    return c.json({ stopped: stopped.map(({ id, at, room, why, story }) => ({ id, at, room, why, story })) });
  });

  api.route('/households/:household', owned);
  return api;

  async function roomsOf(household: HouseholdId) {
    return (await documents.get(household, 'household', 'household'))?.rooms ?? [];
  }

  async function recordingOf(c: Context<Env>) {
    const message = await documents.get(householdOf(c), 'message', idOf(c));
    return message && loadRecording(recordings, message);
  }
}

const householdOf = (c: Context<Env>) => c.req.param('household') as HouseholdId;
const idOf = (c: Context<Env>) => c.req.param('id') as MessageId;

async function bodyOf(c: Context<Env>): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}

function refuse(c: Context<Env>, code: ProblemCode, more: Record<string, unknown> = {}): Response {
  const { status, body } = problem(code, more);
  return c.body(JSON.stringify(body), status as 400, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

/** Verifies the proof that came with the request. */
async function prove(
  c: Context<Env>,
  { origins, clock }: CompanionParts,
  keyOf: Parameters<typeof verifyProof>[2],
) {
  const { pathname } = new URL(c.req.url);
  const arrived = {
    method: c.req.method,
    urls: origins.map(origin => origin + pathname),
    body: new Uint8Array(await c.req.arrayBuffer()),
  };
  return verifyProof(c.req.header('DPoP'), arrived, keyOf, clock());
}

/** Takes note of a proof for as long as it could be replayed; false if it came before. */
function useUp(
  { phone, jti }: { phone: PhoneId; jti: string },
  household: HouseholdId,
  { documents, clock }: CompanionParts,
): Promise<boolean> {
  const until = after(clock(), 2 * proofLife);
  return documents.put({ kind: 'proof', household, id: `${phone}.${jti}`, version: 0, until }, 0);
}
