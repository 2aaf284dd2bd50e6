import { type Api, GrammyError, HttpError, InputFile } from 'grammy/web';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { audioFile } from '../../core/message/recording/audio-file.ts';
import { renderCaption } from '../../core/text/chat.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { DeliveryChannel, Delivery } from '../../services/ports/channel.ts';
import { botApi, type BotAccess, fetchSignal, type Progress } from './bot-api.ts';
import { type TelegramEnd, telegramOutcome } from './telegram-outcome.ts';

type Options = BotAccess & {
  /** An attempt ends within this time; 60 s unless given. */
  timeout?: Duration;
};

/** What Telegram plays as a voice message. Anything else arrives as a file. */
const VOICE = ['audio/mpeg', 'audio/mp4', 'audio/ogg'];

/**
 * Telegram: one voice message by the bot to the chat that is the address. The Bot API cannot recognise a repeat, so no call
 * is made twice.
 */
export const telegramChannel = ({ timeout = seconds(60), ...access }: Options): DeliveryChannel => ({
  timeout,
  async send(delivery) {
    const progress: Progress = { begun: false };
    let halted: Attempt | undefined;
    const mayBegin = async () => (halted = await delivery.begin()) === undefined;
    const overtime = AbortSignal.timeout(timeout);
    try {
      const id = await sendRecording(botApi(access, progress, mayBegin), delivery, overtime);
      return telegramOutcome({ end: 'taken', id });
    } catch (error) {
      return halted ?? telegramOutcome(ended(error, progress, overtime));
    }
  },
});

async function sendRecording(api: Api, delivery: Delivery, signal: AbortSignal): Promise<number> {
  const { to, from, stop, language, recording } = delivery;
  const { name, mediaType } = audioFile(recording.mediaType);
  const file = new InputFile(recording.audio, name);
  const { transcript } = recording;
  const caption = renderCaption({ household: from.household, transcript, stop }, language);
  const sent = VOICE.includes(mediaType)
    ? await api.sendVoice(
        to.address,
        file,
        { caption, duration: Math.round(recording.duration / 1_000) },
        fetchSignal(signal),
      )
    : await api.sendDocument(to.address, file, { caption }, fetchSignal(signal));
  return sent.message_id;
}

function ended(error: unknown, { begun, status }: Progress, overtime: AbortSignal): TelegramEnd {
  if (error instanceof GrammyError) {
    const { retry_after: wait } = error.parameters;
    return {
      end: 'answered',
      status: error.error_code,
      says: error.description,
      wait: wait === undefined ? undefined : seconds(wait),
    };
  }
  if (overtime.aborted) return { end: 'timed-out', begun };
  if (status !== undefined) return { end: 'answered', status: Math.max(status, 500), says: '' };
  return { end: 'broken-off', begun, cause: causeOf(error) };
}

/** The system's code beneath an error of `fetch`. */
function causeOf(error: unknown): string {
  const failed = error instanceof HttpError ? (error.error as { cause?: { code?: string } }) : undefined;
  return failed?.cause?.code ?? 'unknown';
}
