import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { passkeyAssertionSchema } from '../../core/approval/passkey-assertion.ts';
import type { Command } from '../../core/message/command.ts';
import type { Message } from '../../core/message/message.ts';
import type { Recording } from '../../core/message/recording.ts';
import { changeMessage } from '../storage/change-message.ts';
import { loadRecording } from '../storage/stored-recording.ts';
import { answerMessage } from './answer-message.ts';
import { LIST_LIMIT } from './begin-reading.ts';
import { bodyOf, type Env, householdOf, idOf, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';
import { trustSince } from '../../core/api/trust-since.ts';
import { viewOf } from '../../core/api/views.ts';

const answerBody = z.strictObject({
  jws: z.string().max(8_000),
  assertion: passkeyAssertionSchema.optional(),
});

/**
 * Messages: looking at them, listening, answering, taking back. A request's proof may go with what it writes, so it writes
 * to its own documents.
 */
export function messageRoutes({ recordings, clock, newNonce }: Omit<CompanionParts, 'documents'>): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/messages', async c => {
    // The newest ones, or the next older than one that the phone has.
    const before = c.req.query('before');
    const messages = await (before === undefined
      ? c.get('messages')
      : c.get('documents').list(householdOf(c), 'message', { limit: LIST_LIMIT, before }));
    const rooms = await roomsIn(c);
    const { settings } = c.get('trust');
    return c.json({
      now: clock(),
      messages: messages.map(message => viewOf(message, rooms, settings)),
      // `known`: how many links of the trust list the phone has. Unless it is a whole number, 0 or more, all are sent.
      trust: trustSince(c.get('trust'), c.get('links'), c.req.query('known')),
    });
  });

  routes.get('/messages/:id', async c => {
    const message = await c.get('message');
    return message ? shown(c, message) : refuse(c, 'no-such-message');
  });

  routes.get('/messages/:id/recording', async c => {
    const message = await c.get('message');
    const recording = message && (await loadRecording(recordings, message));
    return recording ? new Response(formOf(recording)) : refuse(c, 'no-recording');
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
    const { jws, assertion } = body.data;
    const signed = { jws, ...(assertion && { assertion }) };
    const known = await c.get('message');
    const { documents, trust } = c.var;
    const answered = await answerMessage(documents, householdOf(c), idOf(c), signed, trust, clock(), known);
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
    const rooms = await roomsIn(c);
    return c.json({ now: clock(), message: viewOf(message, rooms, c.get('trust').settings) });
  }

  async function roomsIn(c: Context<Env>) {
    return (await c.get('house'))?.rooms ?? [];
  }

  async function change(c: Context<Env>, command: Command) {
    const { documents, message } = c.var;
    return changeMessage(documents, {
      household: householdOf(c),
      id: idOf(c),
      command,
      now: clock(),
      known: await message,
    });
  }
}

/** All of a recording in one answer: its `audio`, and its `words` where there are some, each to the byte. */
function formOf({ audio, mediaType, transcript }: Recording): FormData {
  const form = new FormData();
  form.set('audio', new Blob([new Uint8Array(audio)], { type: mediaType }));
  // As text, its line ends might be changed on the way.
  if (transcript !== undefined) form.set('words', new Blob([transcript], { type: 'text/plain' }));
  return form;
}
