import { setTimeout as pauseFor } from 'node:timers/promises';
import { type Bot, GrammyError } from 'grammy/web';
import { type Duration, minutes, seconds } from '../../core/household/instant.ts';
import type { LogEvent } from '../../services/ports/log.ts';
import { fetchSignal } from './bot-api.ts';
import { UPDATES } from './telegram-bot.ts';

/** How long Telegram keeps a request for updates open if there are none, in seconds. */
const OPEN = 20;
/** The pauses after failures, each twice as long as the one before. */
const FIRST_PAUSE: Duration = seconds(1);
const LONGEST_PAUSE: Duration = minutes(5);
/** How long a stop waits for an update that is being handled. */
const ENDING: Duration = seconds(3);

/**
 * Asks Telegram for updates until it is stopped. grammY's own polling gives up an update whose handling failed; this one
 * asks for it again, because a stop must not be lost.
 */
export function pollUpdates(
  bot: Bot,
  { log }: { log: (line: { event: LogEvent; code?: string }) => void },
): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const { signal } = stopped;
  const asked = fetchSignal(signal);
  let offset = 0;
  const polling = poll();

  async function poll(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        if (!bot.isInited()) {
          // Telegram gives no updates while it has the address of a webhook.
          await bot.api.deleteWebhook({}, asked);
          bot.botInfo = await bot.api.getMe(asked);
        }
        const options = { offset, timeout: OPEN, allowed_updates: UPDATES };
        for (const update of await bot.api.getUpdates(options, asked)) {
          await bot.handleUpdate(update);
          offset = update.update_id + 1;
        }
        pause = FIRST_PAUSE;
      } catch (error) {
        if (signal.aborted) return;
        log({ event: 'telegram not heard', code: codeOf(error) });
        await pauseFor(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  /** Telegram forgets an update once the next one is asked for. */
  async function confirmLast(): Promise<void> {
    if (offset === 0) return;
    const soon = AbortSignal.timeout(ENDING);
    await bot.api.getUpdates({ offset, limit: 1, timeout: 0 }, fetchSignal(soon)).catch(() => undefined);
  }

  return {
    async stop() {
      stopped.abort();
      await Promise.race([polling, pauseFor(ENDING, undefined, { ref: false })]);
      await confirmLast();
    },
  };
}

/** An error's own text may contain a URL with the token. */
const codeOf = (error: unknown): string =>
  error instanceof GrammyError ? `telegram-${error.error_code}` : (error as Error).name;
