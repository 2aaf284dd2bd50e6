import { Api } from 'grammy/web';

/** How the bot is reached. */
export type BotAccess = {
  /** The bot's token, from BotFather. It is part of every URL, so no URL may be logged. */
  token: string;
  /** Telegram's own server unless given. */
  apiRoot?: string;
};

/**
 * Parses a token as BotFather gives it, or `https://bot-api.example.org/bot` and the token, for a Bot API server of one's
 * own. Undefined for any other text.
 */
export function parseBotAccess(text: string): BotAccess | undefined {
  const [, apiRoot, token] = /^(?:(https?:\/\/[^/?#@\s]+)\/bot)?(\d+:[\w-]{35})$/.exec(text) ?? [];
  if (token === undefined) return undefined;
  return { token, ...(apiRoot !== undefined && { apiRoot }) };
}

/**
 * `fetch` on a connection of its own. Telegram may have closed a connection that was kept, and nobody would know whether a
 * recording arrived. Each call to Telegram must use it, because `fetch` shares the connections that it keeps.
 */
export const fetchAlone = (url: string | URL | Request, init?: RequestInit): Promise<Response> =>
  fetch(url, {
    ...init,
    headers: { ...(init?.headers as Record<string, string>), connection: 'close' },
    // A redirect would take the token elsewhere.
    redirect: 'error',
  });

/** How far one call has come. */
export type Progress = {
  /** Bytes of the body were on their way. */
  begun: boolean;
  /** The HTTP status of an answer, even of one that is no JSON. */
  status?: number;
};

/**
 * The Bot API for one call at a time, which notes how far the call has come. A file is sent only if it `mayBegin` when
 * there is a connection.
 */
export function botApi(
  { token, apiRoot }: BotAccess,
  progress: Progress = { begun: false },
  mayBegin: () => Promise<boolean> = async () => true,
): Api {
  return new Api(token, {
    ...(apiRoot !== undefined && { apiRoot }),
    fetch: async (url: string | URL | Request, init?: RequestInit) => {
      const body = init?.body;
      const response = await fetchAlone(url, {
        ...init,
        ...(body instanceof ReadableStream && { body: body.pipeThrough(noting(progress, mayBegin)) }),
      });
      progress.status = response.status;
      return response;
    },
  });
}

/** The body is read only once there is a connection to write it to. */
const noting = (
  progress: Progress,
  mayBegin: () => Promise<boolean>,
): TransformStream<Uint8Array, Uint8Array> =>
  new TransformStream(
    {
      async transform(chunk, controller) {
        progress.begun ||= await mayBegin();
        if (!progress.begun) throw new Error('The recording must not leave.');
        controller.enqueue(chunk);
      },
    },
    undefined,
    { highWaterMark: 0 },
  );

/** grammY has the types of an older package for signals, and hands them to `fetch` as they are. */
export const fetchSignal = (signal: AbortSignal): Parameters<Api['getMe']>[0] =>
  signal as unknown as Parameters<Api['getMe']>[0];
