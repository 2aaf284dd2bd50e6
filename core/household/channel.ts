import * as z from 'zod/mini';

/** Why an address is refused. */
export type AddressProblem = 'email-too-long' | 'email-malformed';

const because = (problem: AddressProblem): AddressProblem => problem;

/**
 * The ways to reach a contact, each with the schema of its addresses and the services that can take a recording for them.
 * A schema is made on its first use, because Alexa waits while the skill starts.
 */
export const CHANNELS = {
  email: {
    address: () =>
      z.pipe(
        // RFC 5321 §4.5.3.1.3 allows a path of 256 characters, two of which are its brackets.
        z.string().check(z.trim(), z.maxLength(254, because('email-too-long'))),
        z.email(because('email-malformed')),
      ),
    services: ['mail-server', 'amazon-ses'],
  },
} as const satisfies Record<string, { address: () => z.ZodMiniType<string>; services: readonly string[] }>;

export type Channel = keyof typeof CHANNELS;

export const channels = Object.keys(CHANNELS) as Channel[];

/** A service that a channel hands recordings to. */
export type Service<C extends Channel = Channel> = (typeof CHANNELS)[C]['services'][number];

export const services: readonly Service[] = channels.flatMap(channel => CHANNELS[channel].services);
