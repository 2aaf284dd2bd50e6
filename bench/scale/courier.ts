import { seconds } from '../../core/household/instant.ts';
import { retryPause } from '../../core/message/next-work.ts';
import { RENDERING_TRIES } from '../../services/courier/attend.ts';
import { DAY } from './arrivals.ts';
import { QUEUE_DELAY, SDK_PATIENCE } from './assumptions.ts';
import { itemOf, messageOf, type Trigger, triggerOf } from './events.ts';
import { decides } from './people.ts';
import type { SimulatedMessage, World } from './world.ts';

/** What the courier does with a message. `now` is a moment in seconds. */

/** The longest time for which SQS delays a wake-up, in seconds. */
const LONGEST_QUEUE_DELAY = 15 * 60;

/** The courier looks at one message. Gives its seconds, undefined where a store failed. */
export function attend(world: World, item: number, now: number): number | undefined {
  const trigger = triggerOf(item);
  const message = world.messages[messageOf(item)] as SimulatedMessage;
  if (trigger === 'hold-ends' && message.answeredAt < 0) return world.spend('kept', now);
  switch (message.state) {
    case 'speaking':
    case 'ended':
      return world.spend('noticed', now);
    case 'rendering':
      return now < message.due ? world.spend('noticed', now) : render(world, message, now);
    case 'held':
      return now < message.heldAt + world.people.hold
        ? world.spend('noticed', now)
        : close(world, message, 'expired', now);
    case 'discarded':
      return now < message.due
        ? waitForUndo(world, message, trigger, now)
        : close(world, message, 'discarded', now);
    case 'released':
      return now < message.due ? waitForUndo(world, message, trigger, now) : deliver(world, message, now);
    case 'delivered':
      return trigger === 'erasure' ? close(world, message, 'delivered', now) : world.spend('noticed', now);
  }
}

/**
 * Asks to be woken: by the queue where that is soon, by Scheduler where it is later. A hold and a retention time are long,
 * so their ends go to Scheduler even where the simulation shortens them.
 */
function wake(world: World, message: SimulatedMessage, trigger: Trigger, at: number, now: number): void {
  const item = itemOf(trigger, message.id);
  if (trigger !== 'hold-ends' && trigger !== 'erasure' && at - now <= LONGEST_QUEUE_DELAY)
    return world.schedule(at + QUEUE_DELAY, 'woken', item);
  // Scheduler knows minutes, and fires within the minute after.
  const minute = Math.ceil(at / 60) * 60 + 60 * world.random();
  const late = world.account.rates.firedSchedules.take(now, 1, DAY) ?? 0;
  world.schedule(minute + late + QUEUE_DELAY, 'woken', item);
}

function waitForUndo(
  world: World,
  message: SimulatedMessage,
  trigger: Trigger,
  now: number,
): number | undefined {
  // A wake-up in hand is followed by the one that is noted already.
  if (trigger !== 'change') return world.spend('noticed', now);
  const took = world.spend('awaited', now);
  if (took !== undefined) wake(world, message, 'wake-up', message.due, now + took);
  return took;
}

/** Erases the content, with which a message ends. */
function close(
  world: World,
  message: SimulatedMessage,
  as: 'expired' | 'discarded' | 'delivered',
  now: number,
): number | undefined {
  const took = world.spend(as === 'expired' ? 'expired' : 'erased', now);
  if (took !== undefined) world.end(message, as);
  return took;
}

/** Makes speech of the words and notifies the phone. */
function render(world: World, message: SimulatedMessage, now: number): number | undefined {
  const wait = world.account.rates.speech.take(now, 1, SDK_PATIENCE);
  if (wait === undefined) return putOff(world, message, now);
  const [rendering, pushing] = [world.spend('rendered', now), world.spend('pushed', now)];
  if (rendering === undefined || pushing === undefined) return undefined;
  const took = wait + rendering + pushing;
  message.state = 'held';
  message.heldAt = now + took;
  message.attempts = 0;
  world.held.push(message.heldAt - message.answeredAt);
  wake(world, message, 'hold-ends', message.heldAt + world.people.hold, now);
  decides(world, message);
  return took;
}

/** Polly refused: the courier tries later, or gives the message up. */
function putOff(world: World, message: SimulatedMessage, now: number): number | undefined {
  message.attempts += 1;
  if (message.attempts >= RENDERING_TRIES) world.end(message, 'failed');
  else {
    message.due = now + retryPause(message.attempts - 1) / seconds(1);
    wake(world, message, 'wake-up', message.due, now);
  }
  return world.spend('noticed', now);
}

/** Mails the recording. Mail that SES refuses is tried again for a day. */
function deliver(world: World, message: SimulatedMessage, now: number): number | undefined {
  const { account } = world;
  const isTaken =
    account.mails < account.limits.mailsADay && account.rates.mail.take(now, 1, 0) !== undefined;
  const took = world.spend('delivered', now);
  if (took === undefined) return undefined;
  if (isTaken) {
    account.mails += 1;
    message.state = 'delivered';
    world.delivered.push(now + took - message.answeredAt);
    // From now on the end of the hold only asks for the erasure.
    message.answeredAt = -1;
    wake(world, message, 'erasure', now + took, now);
    return took + (world.spend('scheduled', now) ?? SDK_PATIENCE);
  }
  const pause = retryPause(message.attempts) / seconds(1);
  message.attempts += 1;
  message.due = now + pause;
  if (message.due > message.heldAt + DAY) world.end(message, 'failed');
  else wake(world, message, 'wake-up', message.due, now);
  return took;
}
