import { type BotAccess, parseBotAccess } from '../adapters/telegram/bot-api.ts';
import { isWebhookSecret } from '../adapters/webhook/webhook-channel.ts';
import { log } from './telemetry.ts';

/** What the operator has stored for channels that need it. */
export type ChannelSecrets = { telegram: BotAccess | undefined; webhook: string | undefined };

/**
 * Reads the operator's secrets. One that cannot be used is logged and counts as missing: it must not hold up the mails.
 *
 * @param read gives the text of a parameter, undefined where there is none
 */
export async function readChannelSecrets(
  read: (parameter: string) => Promise<string | undefined>,
  names: { TELEGRAM_PARAMETER: string; WEBHOOK_PARAMETER: string },
): Promise<ChannelSecrets> {
  const [token, secret] = await Promise.all([read(names.TELEGRAM_PARAMETER), read(names.WEBHOOK_PARAMETER)]);
  const telegram = token === undefined ? undefined : parseBotAccess(token.trim());
  const webhook = secret !== undefined && isWebhookSecret(secret.trim()) ? secret.trim() : undefined;
  if (token !== undefined && !telegram) log({ event: 'channel refused', code: 'telegram-token-malformed' });
  if (secret !== undefined && webhook === undefined)
    log({ event: 'channel refused', code: 'webhook-secret-malformed' });
  return { telegram, webhook };
}
