import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { passkeyAnswer } from '../approval/passkey-answer.ts';
import type { HouseholdId } from '../household/ids.ts';
import type { Command } from '../message/command.ts';
import type { Message } from '../message/message.ts';
import { changeMessage } from '../store/change-message.ts';
import { loadRecording } from '../store/load-recording.ts';
import { answerMessage } from './answer.ts';
import { bodyOf, type Env, householdOf, idOf, refuse } from './companion-env.http.ts';
import type { CompanionParts } from './companion-parts.http.ts';
import { viewOf } from './views.ts';

/** How many messages the list shows. */
const LIST_LIMIT = 200;

const answerBody = z.strictObject({ jws: z.string().max(8_000), passkey: passkeyAnswer.optional() });

/** Messages: looking at them, listening, answering, taking back. */
export function messageRoutes({ documents, recordings, clock, newNonce }: CompanionParts): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/messages', async c => {
    const household = householdOf(c);
    // The newest ones, or the next older than one that the phone has.
    const before = c.req.query('before');
    const [messages, rooms] = await Promise.all([
      documents.list(household, 'message', { limit: LIST_LIMIT, ...(before !== undefined && { before }) }),
      roomsOf(household),
    ]);
    const { settings } = c.get('trust');
    return c.json({ now: clock(), messages: messages.map(message => viewOf(message, rooms, settings)) });
  });

  routes.get('/messages/:id', async c => {
    const message = await documents.get(householdOf(c), 'message', idOf(c));
    return message ? shown(c, message) : refuse(c, 'no-such-message');
  });

  routes.get('/messages/:id/recording', async c => {
    const recording = await recordingOf(c);
    if (!recording) return refuse(c, 'no-recording');
    c.header('Content-Type', recording.mediaType);
    return c.body(new Uint8Array(recording.audio));
  });

  routes.get('/messages/:id/words', async c => {
    const recording = await recordingOf(c);
    return recording?.transcript === undefined
      ? refuse(c, 'no-recording')
      : c.json({ words: recording.transcript });
  });

  routes.post('/messages/:id/listen', async c => {
    const nonce = newNonce();
    const decision = await change(c, { do: 'listen', phone: c.get('phone'), nonce });
    if (decision.kind === 'missing') return refuse(c, 'no-such-message');
    return decision.kind === 'refused' ? refuse(c, decision.code, { by: decision.by }) : c.json({ nonce });
  });

  routes.post('/messages/:id/answer', async c => {
    const body = answerBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const { jws, passkey } = body.data;
    const signed = { jws, ...(passkey && { passkey }) };
    const answered = await answerMessage(documents, householdOf(c), idOf(c), signed, c.get('trust'), clock());
    return 'refused' in answered
      ? refuse(c, answered.refused, { by: answered.by })
      : shown(c, answered.message);
  });

  routes.post('/messages/:id/undo', async c => {
    const decision = await change(c, { do: 'undo', phone: c.get('phone') });
    if (decision.kind === 'missing') return refuse(c, 'no-such-message');
    return decision.kind === 'refused' ? refuse(c, decision.code) : shown(c, decision.message);
  });

  return routes;

  async function shown(c: Context<Env>, message: Message): Promise<Response> {
    const rooms = await roomsOf(householdOf(c));
    return c.json({ now: clock(), message: viewOf(message, rooms, c.get('trust').settings) });
  }

  async function roomsOf(household: HouseholdId) {
    return (await documents.get(household, 'household', 'household'))?.rooms ?? [];
  }

  function change(c: Context<Env>, command: Command) {
    return changeMessage(documents, householdOf(c), idOf(c), command, clock());
  }

  async function recordingOf(c: Context<Env>) {
    const message = await documents.get(householdOf(c), 'message', idOf(c));
    return message && loadRecording(recordings, message);
  }
}
