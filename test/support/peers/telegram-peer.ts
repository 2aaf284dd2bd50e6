import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { oneRequestAConnection } from './one-request-a-connection.ts';

/** A recording as a chat got it. */
export type Arrived = {
  method: 'sendVoice' | 'sendDocument';
  chat: string;
  caption: string;
  duration: number;
  name: string;
  audio: Buffer;
};

/**
 * What the peer does with one call: it answers with an error of the Bot API, or with a page of a proxy; it never answers
 * after it has the body, or cuts the connection then; or it never reads the body.
 */
export type TelegramBehaviour =
  | 'works'
  | { fails: number; says: string; retryAfter?: number }
  | { page: number }
  | 'hangs'
  | 'drops'
  | 'never-reads';

type Update = { update_id: number; [kind: string]: unknown };

export type TelegramPeer = {
  apiRoot: string;
  /** The recordings that reached a chat, oldest first. */
  arrived: Arrived[];
  /** The texts that the bot wrote, oldest first. */
  wrote: { chat: string; text: string }[];
  /** The methods that were called, oldest first. */
  called: string[];
  /** Whom the bot may write to. */
  chats: Map<string, 'open' | 'blocked' | 'deactivated'>;
  /** What it does with the next calls that send a recording, one each; the last goes on. */
  does: (...behaviours: TelegramBehaviour[]) => void;
  /** A person writes to the bot, which opens the chat. Gives the update as a webhook gets it. */
  says: (chat: string, text: string, person?: { first_name: string; username?: string }) => Update;
  /** A person blocks the bot. */
  blocks: (chat: string) => Update;
  /** Updates that the bot has not confirmed. */
  waiting: () => number;
  webhook: { url: string; secret_token: string } | undefined;
  stop: () => Promise<void>;
};

export const BOT_TOKEN = '123456:TelegramTokenOfTests_0123456789-abc';
export const BOT_NAME = 'second_yes_test_bot';

class Refused extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;
  constructor(status: number, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

type Fields = Record<string, string>;
type File = { name: string; content: Buffer };

/** A server in the shape of the Bot API. It refuses what the real one refuses, in its words. */
export async function startTelegramPeer(): Promise<TelegramPeer> {
  const sockets = new Set<Socket>();
  const updates: Update[] = [];
  let script: TelegramBehaviour[] = ['works'];
  let lastUpdate = 1_000;
  let lastMessage = 0;
  let polling: (() => void) | undefined;
  let conflict: (() => void) | undefined;

  const take = oneRequestAConnection((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const server = createServer(take);
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token, method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const sends = method === 'sendVoice' || method === 'sendDocument';
    const behaviour = sends
      ? ((script.length > 1 ? script.shift() : script[0]) as TelegramBehaviour)
      : 'works';
    if (behaviour === 'never-reads') return;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    peer.called.push(method);
    const reply = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    try {
      if (token === undefined || !/^\d+:[\w-]{35}$/.test(token)) throw new Refused(404, 'Not Found');
      if (token !== BOT_TOKEN) throw new Refused(401, 'Unauthorized');
      if (typeof behaviour === 'object' && 'fails' in behaviour)
        throw new Refused(behaviour.fails, behaviour.says, behaviour.retryAfter);
      if (typeof behaviour === 'object') {
        response.writeHead(behaviour.page, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
        return;
      }
      const { fields, files } = parse(request.headers['content-type'] ?? '', Buffer.concat(chunks));
      const result = await call(method, fields, files, request);
      if (behaviour === 'drops') request.socket.destroy();
      else if (behaviour !== 'hangs') reply(200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const parameters =
        error.retryAfter === undefined ? {} : { parameters: { retry_after: error.retryAfter } };
      reply(error.status, { ok: false, error_code: error.status, description: error.message, ...parameters });
    }
  }

  async function call(
    method: string,
    fields: Fields,
    files: Map<string, File>,
    request: IncomingMessage,
  ): Promise<unknown> {
    switch (method) {
      case 'getMe':
        return { id: 123456, is_bot: true, first_name: 'Second Yes', username: BOT_NAME };
      case 'sendMessage': {
        const chat = writable(fields['chat_id']);
        const { text = '' } = fields;
        if (text.trim() === '') throw new Refused(400, 'Bad Request: message text is empty');
        if (text.length > 4_096) throw new Refused(400, 'Bad Request: message is too long');
        peer.wrote.push({ chat, text });
        return message(chat);
      }
      case 'sendVoice':
      case 'sendDocument': {
        const chat = writable(fields['chat_id']);
        const { caption = '', duration = '0' } = fields;
        if (fields['parse_mode']) throw new Refused(400, "Bad Request: can't parse entities");
        const field = method === 'sendVoice' ? 'voice' : 'document';
        const file = files.get(fields[field]?.replace('attach://', '') ?? field);
        if (!file || file.content.length === 0) throw new Refused(400, 'Bad Request: file must be non-empty');
        if (caption.length > 1_024) throw new Refused(400, 'Bad Request: message caption is too long');
        const { name, content: audio } = file;
        peer.arrived.push({ method, chat, caption, duration: Number(duration), name, audio });
        return message(chat);
      }
      case 'setWebhook': {
        const { url = '', secret_token = '' } = fields;
        if (!url.startsWith('https://'))
          throw new Refused(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
        if (!/^[\w-]{1,256}$/.test(secret_token))
          throw new Refused(400, 'Bad Request: secret token contains unallowed characters');
        peer.webhook = { url, secret_token };
        return true;
      }
      case 'deleteWebhook':
        peer.webhook = undefined;
        return true;
      case 'getUpdates':
        return poll(fields, request);
      default:
        throw new Refused(404, 'Not Found');
    }
  }

  async function poll({ offset = '0', timeout = '0', limit = '100' }: Fields, request: IncomingMessage) {
    if (peer.webhook) throw new Refused(409, 'Conflict: can’t use getUpdates method while webhook is active');
    conflict?.();
    while (updates[0] && updates[0].update_id < Number(offset)) updates.shift();
    if (updates.length === 0 && Number(timeout) > 0) {
      const end = await new Promise<'over' | 'conflict'>(resolve => {
        const timer = setTimeout(() => resolve('over'), Number(timeout) * 1_000);
        polling = () => (clearTimeout(timer), resolve('over'));
        conflict = () => (clearTimeout(timer), resolve('conflict'));
        request.socket.once('close', () => (clearTimeout(timer), resolve('over')));
      });
      conflict = undefined;
      polling = undefined;
      if (end === 'conflict') throw new Refused(409, 'Conflict: terminated by other getUpdates request');
    }
    return updates.slice(0, Number(limit));
  }

  function writable(id = ''): string {
    switch (peer.chats.get(id)) {
      case 'open':
        return id;
      case 'blocked':
        throw new Refused(403, 'Forbidden: bot was blocked by the user');
      case 'deactivated':
        throw new Refused(403, 'Forbidden: user is deactivated');
      case undefined:
        throw new Refused(400, 'Bad Request: chat not found');
    }
  }

  const message = (chat: string) => ({
    message_id: (lastMessage += 1),
    date: 1_795_000_000,
    chat: { id: Number(chat), type: 'private' },
  });
  function queue(kind: string, content: object): Update {
    const update = { update_id: (lastUpdate += 1), [kind]: content };
    updates.push(update);
    polling?.();
    return update;
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const peer: TelegramPeer = {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived: [],
    wrote: [],
    called: [],
    chats: new Map(),
    does(...behaviours) {
      script = behaviours;
    },
    says(chat, text, person = { first_name: 'Anna' }) {
      peer.chats.set(chat, 'open');
      const from = { id: Number(chat), is_bot: false, ...person };
      const [command] = /^\/\w+/.exec(text) ?? [];
      const entities = command ? [{ type: 'bot_command', offset: 0, length: command.length }] : undefined;
      const sent = message(chat);
      return queue('message', {
        ...sent,
        chat: { ...sent.chat, ...person },
        from,
        text,
        ...(entities && { entities }),
      });
    },
    blocks(chat) {
      peer.chats.set(chat, 'blocked');
      const user = { id: 123456, is_bot: true, first_name: 'Second Yes' };
      return queue('my_chat_member', {
        chat: { id: Number(chat), type: 'private' },
        from: { id: Number(chat), is_bot: false, first_name: 'Anna' },
        date: 1_795_000_000,
        old_chat_member: { user, status: 'member' },
        new_chat_member: { user, status: 'kicked', until_date: 0 },
      });
    },
    waiting: () => updates.length,
    webhook: undefined,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return peer;
}

/** Reads a body as the Bot API does: JSON, or a form with files (RFC 7578). */
function parse(type: string, body: Buffer): { fields: Fields; files: Map<string, File> } {
  const fields: Fields = {};
  const files = new Map<string, File>();
  if (type.startsWith('application/json')) {
    const given = JSON.parse(body.toString() || '{}') as Record<string, unknown>;
    for (const [name, value] of Object.entries(given))
      fields[name] = typeof value === 'string' ? value : JSON.stringify(value);
    return { fields, files };
  }
  const { boundary } = /boundary=(?<boundary>\S+)/.exec(type)?.groups ?? {};
  if (boundary === undefined) return { fields, files };
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.slice(0, end);
    const content = Buffer.from(part.slice(end + 4, -2), 'latin1');
    const [, name = ''] = /[; ]name="?([^";\r]*)/i.exec(head) ?? [];
    const [, fileName] = /filename="?([^";\r]*)/i.exec(head) ?? [];
    if (fileName === undefined) fields[name] = content.toString();
    else files.set(name, { name: fileName, content });
  }
  return { fields, files };
}
