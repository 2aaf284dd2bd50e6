import { recordingDigest } from '../../../core/message/recording/recording.ts';
import type { Message } from '../../../core/message/message.ts';
import type { AttemptResult } from '../../../core/message/outcome.ts';
import { bitOf } from './contents.ts';
import { takeOfRecording } from './message.ts';
import { isUndoable } from './rules.ts';
import type { Point, Touch } from './point.ts';
import { addressIn } from './signatures.ts';
import { allows, type Judge, RECORDING, type Signed, type World } from './world.ts';

const FINAL = ['delivered', 'discarded', 'expired', 'failed'];

/** What is wrong with storing this claim. */
export function faultOfClaim(
  judge: Judge,
  { content, trust, truth }: World,
  next: Message,
): string | undefined {
  const signed = signedBy(judge, next);
  if (!signed || signed.nth !== truth.standing) return 'claimed without a release that stands';
  if (truth.fresh) return 'claimed while it could still be undone';
  if (!allows(trust, signed)) return 'claimed against the trust list';
  if ((content & RECORDING(signed.take)) === 0) return 'claimed without the recording';
  return undefined;
}

/** A courier that found no recording must not come to a claim, even one that it can no longer store. */
export function faultOfReading(
  { content }: World,
  touch: Touch | undefined,
  next: Touch | undefined,
): string | undefined {
  const isMissing = touch?.do === 'get content' && (content & bitOf(touch.key)) === 0;
  const claims = next?.do === 'put message' && next.message.state === 'sending';
  return isMissing && claims ? 'claimed without the recording' : undefined;
}

/** What is wrong with storing this document over the one that is there. */
export function faultOfPut({ doc, truth }: World, next: Message): string | undefined {
  if (doc && FINAL.includes(doc.state) && doc.state !== next.state && !isUndoable(doc))
    return `${doc.state} became ${next.state}`;
  if (doc && 'erasedAt' in doc && doc.erasedAt !== undefined && !('erasedAt' in next))
    return 'what was erased is spoken of as if it were there';
  if (next.state === 'failed' && truth.arrived && !next.mayHaveArrived)
    return 'failed, and silent on an earlier attempt that may have arrived';
  if (next.state === 'delivered' && !truth.taken) return 'delivered, and nobody took it';
  if (truth.arrived && ['rendering', 'held', 'discarded', 'expired'].includes(next.state))
    return `${next.state}, and something may have arrived`;
  if (truth.arrived && next.state === 'released' && !next.earlierAttempt && doc?.state !== 'sending')
    return 'released, and the doubt about an earlier attempt is lost';
  return undefined;
}

/** What is true after the channel was given something, and what is wrong with that. */
export function send(
  judge: Judge,
  world: World,
  { sent }: Point,
  result: AttemptResult,
): { world: World; fault?: string | undefined } {
  const { doc, truth } = world;
  if (!sent) return { world };
  const signed = doc && signedBy(judge, doc);
  const fault =
    doc?.state !== 'sending' || doc.claim.id !== sent.claim
      ? `sent while the message is ${doc?.state === 'sending' ? "another's" : doc?.state}`
      : !doc.claim.begun
        ? 'sent without the note that it begins'
        : !signed || signed.nth !== truth.standing
          ? 'sent without a release that stands'
          : takeOfRecording({ digest: recordingDigest(sent.recording) }) !== signed.take
            ? 'sent is not what was released'
            : addressIn([sent.to]) !== signed.address
              ? 'sent to another address than was released'
              : truth.open
                ? 'sent twice, and the owner asked once'
                : undefined;
  const arrived = result === 'taken' || result === 'unclear';
  const heard = {
    ...truth,
    open: truth.open || arrived,
    arrived: truth.arrived || arrived,
    taken: truth.taken || result === 'taken',
  };
  return { world: { ...world, truth: heard }, fault };
}

/** What the phone signed when it released the message. */
export const signedBy = (judge: Judge, message: Message): Signed | undefined =>
  'answer' in message && message.answer ? judge.signatures.signedAs(message.answer.jws) : undefined;
