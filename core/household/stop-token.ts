import type { Channel } from './channel.ts';
import type { AddressDigest } from './contact.ts';
import { type HouseholdId, householdIdSchema } from './ids.ts';
import { derivedKey, equalInConstantTime, macOf } from './bytes/mac.ts';
import { sha256Schema } from './bytes/sha256.ts';

/** Whom a recipient can stop: one household's messages to one address. */
export type Stoppable = { household: HouseholdId; address: AddressDigest };

/** The path under which the recipient of a message finds the page to stop messages; a token follows. */
export const STOP_PATH = '/stop/';

/** The key of the tokens. It can seal no message. */
export const stopKeyFrom = (sealKey: Uint8Array): Uint8Array => derivedKey('second-yes stop key 1', sealKey);

/**
 * The address of the page on which a recipient stops messages. Its last part is a token: household, channel and digest of
 * the address, and a MAC over them. Anybody who has the token can stop these messages, and nothing else. It never
 * expires.
 *
 * @param publicUrl the origin of this installation
 */
export function stopUrl(publicUrl: string, { household, address }: Stoppable, key: Uint8Array): string {
  const parts = [household, address.channel, address.digest];
  return `${publicUrl}${STOP_PATH}${[...parts, macOf(sealedForm(parts), key)].join('.')}`;
}

/** What a token stops; undefined unless this installation made the token. */
export function readStopToken(token: string, key: Uint8Array): Stoppable | undefined {
  const parts = token.split('.');
  const mac = parts.pop() ?? '';
  const [household, channel, digest] = parts;
  if (parts.length !== 3 || !equalInConstantTime(mac, macOf(sealedForm(parts), key))) return undefined;
  return {
    household: householdIdSchema.parse(household),
    address: { channel: channel as Channel, digest: sha256Schema.parse(digest) },
  };
}

const sealedForm = (parts: readonly string[]): string => JSON.stringify(['second-yes stop 1', ...parts]);
