import * as z from 'zod/mini';
import { type EmailProblem, findSavedEmailProblem } from './email-address.ts';

/** Why an address is refused. */
export type AddressProblem = EmailProblem | 'chat-malformed' | 'webhook-malformed';

/**
 * The ways to reach a contact, each with the schema of its addresses and the services that can take a recording for them.
 * A schema is made on its first use, because Alexa waits while the skill starts.
 */
export const CHANNELS = {
  email: {
    address: () => z.string().check(z.trim(), z.normalize(), refusedFor(findSavedEmailProblem)),
    services: ['mail-server', 'amazon-ses'],
  },
  telegram: {
    address: () => z.string().check(z.trim(), refusedFor(findChatProblem)),
    services: ['telegram'],
  },
  webhook: {
    address: () => z.string().check(z.trim(), refusedFor(findWebhookProblem)),
    services: ['webhook'],
  },
} as const satisfies Record<string, { address: () => z.ZodMiniType<string>; services: readonly string[] }>;

export type Channel = keyof typeof CHANNELS;

export const channels = Object.keys(CHANNELS) as Channel[];

/** A service that a channel hands recordings to. */
export type Service<C extends Channel = Channel> = (typeof CHANNELS)[C]['services'][number];

/** The channel that a service belongs to. */
export const channelOf = (service: Service): Channel =>
  channels.find(channel => (CHANNELS[channel].services as readonly string[]).includes(service))!;

export const services: readonly Service[] = channels.flatMap(channel => CHANNELS[channel].services);

/** A check whose issues have the problem as their message. */
const refusedFor = (findProblem: (address: string) => AddressProblem | undefined) =>
  z.check<string>(({ value, issues }) => {
    const problem = findProblem(value);
    if (problem) issues.push({ code: 'custom', message: problem, input: value });
  });

/** Telegram's id of a chat with one person: at most 52 bits, and positive. */
const findChatProblem = (address: string): AddressProblem | undefined =>
  /^[1-9]\d{0,15}$/.test(address) ? undefined : 'chat-malformed';

/** A URL as it is sent, in ASCII, without a login and without a fragment. */
function findWebhookProblem(address: string): AddressProblem | undefined {
  const isUrl = /^https?:\/\/[!-~]{1,1000}$/.test(address) && URL.canParse(address);
  const { username, password, hash } = isUrl ? new URL(address) : {};
  return username === '' && password === '' && hash === '' ? undefined : 'webhook-malformed';
}
