import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { seconds } from '../../../core/household/instant.ts';
import type { Cloud, CloudPhone } from './a-cloud.ts';
import { dictates, sendsTo } from '../builders/alexa-envelopes.ts';

export type Account = { user: string; phone: CloudPhone };

/** A new Alexa account with a paired phone. */
export async function anAccount(cloud: Cloud): Promise<Account> {
  const user = `amzn1.ask.account.${randomUUID()}`;
  return { user, phone: await cloud.pairs(user) };
}

/** The speech of a response, as text. */
export const said = async (answer: ReturnType<Cloud['says']>): Promise<string> =>
  JSON.stringify((await answer).response.outputSpeech).replaceAll('&apos;', "'");

/** Dictates a message for Anna, up to "I'm holding it". */
export async function holds(cloud: Cloud, user: string, text: string): Promise<void> {
  await cloud.says(sendsTo('anna'), user);
  const answer = await said(cloud.says(dictates(text), user));
  if (!answer.includes("I'm holding it")) throw new Error(`it was not held: ${answer}`);
}

export async function newest(phone: CloudPhone): Promise<MessageView> {
  const [view] = await phone.messages();
  if (!view) throw new Error('there is no message');
  return view;
}

/**
 * Lets the courier render the newest message, and gives it. On a busy machine the speech may not be ready in time. The
 * courier then tries again, and wake-ups lead it to the message.
 */
export async function renders(cloud: Cloud, phone: CloudPhone): Promise<MessageView> {
  await cloud.attends();
  for (;;) {
    const view = await newest(phone);
    if (view.state !== 'rendering') return view;
    await setTimeout(seconds(1));
    await wakes(cloud, phone, view);
  }
}

/** Invokes the courier with a wake-up for a message, and with the changes that follow. */
export async function wakes(cloud: Cloud, phone: CloudPhone, { id }: Pick<MessageView, 'id'>): Promise<void> {
  const body = JSON.stringify({ household: phone.household, message: id });
  await cloud.functions.courier.invoke({
    Records: [{ eventSource: 'aws:sqs', messageId: randomUUID(), body }],
  });
  await cloud.attends();
}
