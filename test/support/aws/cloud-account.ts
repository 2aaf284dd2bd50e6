import { randomUUID } from 'node:crypto';
import type { MessageView } from '../../../core/api/message-routes.ts';
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
