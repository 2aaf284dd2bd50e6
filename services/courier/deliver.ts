import { base64url } from 'jose';
import type { TrustDocument } from '../../core/approval/trust-list.ts';
import { consentOf, noteSent, stopMessages } from '../../core/household/consent.ts';
import { addressDigest, type AddressDigest } from '../../core/household/contact.ts';
import { after, type Duration, minutes, seconds } from '../../core/household/instant.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { Claim, Released } from '../../core/message/message.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import { retryPause } from '../../core/message/next-work.ts';
import { verifyDelivery } from '../../core/message/verify-delivery.ts';
import { changeConsent } from '../storage/change-consent.ts';
import { changeMessage } from '../storage/change-message.ts';
import { loadRecording } from '../storage/stored-recording.ts';
import { Beginning, STOPPED, TOO_LATE } from './beginning.ts';
import { type CourierParts, type Stored, write } from './courier-step.ts';

/** A lease is this much longer than the channel's timeout, so that the report can be stored within it. */
const LEASE_MARGIN: Duration = seconds(30);

/**
 * A wait that a service asks for is cut to this. Otherwise somebody who answers in the service's place could delay a
 * message until its time is over.
 */
const LONGEST_WAIT: Duration = minutes(60);

/**
 * Makes one delivery attempt: verifies the release, claims the message, and hands the recording to the channel of the
 * contact's first address that has not refused it. `trusted`: the trust list, read together with the message.
 */
export async function deliver(
  parts: CourierParts,
  message: Released,
  trusted: TrustDocument | undefined,
): Promise<Stored> {
  const { household, id } = message;
  const recording = await loadRecording(parts.recordings, message);
  const { anchor, sealKey, clock } = parts;
  const verified = await verifyDelivery(message, { recording, trusted, anchor, sealKey, now: clock() });
  if ('refused' in verified)
    return write(parts, message, { do: 'refuse-release', outcome: verified.refused });

  // It is read last, so that a stop that came during the verification counts.
  const consent = await parts.documents.get(household, 'consent', 'consent');
  const untried = verified.to.addresses.filter(address => !hasRefused(message, addressDigest(address)));
  // Somebody who edits the database may have marked all as refused. Then the first address is
  // tried again. That sends nothing twice: an address that refused the message does not have it.
  const [address = verified.to.addresses[0]!] = untried;
  const to = addressDigest(address);

  const at = parts.clock();
  const leaseUntil = after(at, parts.channel.timeout + LEASE_MARGIN);
  const claim: Claim = { id: parts.newId(), at, leaseUntil, begun: !parts.notesBeginning };
  const sameTrust = {
    key: { household, kind: 'trust', id: 'trust' } as const,
    version: verified.trustVersion,
  };
  const claimed = await write(parts, message, { do: 'claim', claim }, { check: sameTrust });
  if (!claimed) return undefined;

  // Storing the claim may have taken long, for example because the machine slept. An attempt must end within the lease.
  const isTooLate = after(parts.clock(), parts.channel.timeout) > leaseUntil;
  const beginning = new Beginning(parts, claimed, { claim, to, sameTrust });
  const attempt = await (async (): Promise<Attempt> => {
    if (isTooLate) return TOO_LATE;
    if (consentOf(consent, to)?.stopped) return STOPPED;
    return parts.channel.send({
      household,
      message: id,
      claim: claim.id,
      to: { name: verified.to.name, ...address },
      from: { household: verified.householdName },
      stop: { url: parts.stopPage(household, to), isFirst: consentOf(consent, to) === undefined },
      language: message.story.language,
      recording: verified.recording,
      begin: () => beginning.note(),
    });
  })();
  if (beginning.failure) throw beginning.failure;
  const wait = attempt.result === 'not-taken' ? (attempt.wait ?? 0) : 0;
  const retryAt = after(parts.clock(), Math.max(deliveryPause(message), Math.min(wait, LONGEST_WAIT)));
  const reported = await changeMessage(parts.documents, {
    household,
    id,
    command: { do: 'report', claim: claim.id, to, attempt, others: untried.length > 1, retryAt },
    now: parts.clock(),
    known: beginning.message,
  });
  parts.log({ event: `delivery ${attempt.result}`, message: id, code: attempt.outcome.code });
  // The household was erased. What the channel has written since, such as a mail in the outbox, goes too.
  if (reported.kind === 'missing') {
    await parts.recordings.erase({ household, message: id });
    return undefined;
  }
  if (attempt.result === 'taken')
    await changeConsent(parts.documents, household, before => noteSent(before, to), consent);
  // If Telegram did not report the block to the bot, the courier learns of it here.
  if (attempt.outcome.code === 'blocked' && to.channel === 'telegram')
    await changeConsent(parts.documents, household, before =>
      stopMessages(before, to, { at: parts.clock(), by: 'telegram' }),
    );
  return reported.kind === 'moved' ? reported.message : undefined;
}

const hasRefused = ({ refused = [] }: Released, { channel, digest }: AddressDigest): boolean =>
  refused.some(one => one.channel === channel && one.digest === digest);

/**
 * The pause before a delivery is tried again, with up to a quarter more that depends on the message: a service that was
 * down is not met by all messages at once (jitter).
 */
function deliveryPause({ id, attempts }: Released): Duration {
  const share = base64url.decode(sha256(`${id} ${attempts}`))[0]! / 255;
  return Math.round(retryPause(attempts) * (1 + share / 4));
}
