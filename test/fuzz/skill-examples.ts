import type { Document } from '../../services/ports/documents.ts';
import { anEcho } from '../support/builders/an-echo.ts';
import {
  anEnvelope,
  type Around,
  dictates,
  intends,
  namesAgain,
  resolvedTo,
  type Said,
  sendsTo,
  SKILL_ID,
  USER_ID,
} from '../support/builders/alexa-envelopes.ts';
import { aContact, noon } from '../support/builders/builders.ts';
import { memoryDocuments } from '../support/memory/memory-documents.ts';
import { type MemoryRecordings, memoryRecordings } from '../support/memory/memory-recordings.ts';

/** The dictated text. No refusal and no line of the log may hold it. */
export const dictated = 'the soup is ready at seven';

/** A request as Amazon sends it, and the documents that are stored when it comes. */
export type SkillExample = { name: string; envelope: unknown; documents: Document[] };

/** Every turn of some conversations as an example, with the session as the skill left it. */
export async function skillExamples(): Promise<SkillExample[]> {
  const anna = resolvedTo('recipient', 'Anna', aContact().id);
  const talks: [string, Said][][] = [
    [
      ['launch', { type: 'LaunchRequest' }],
      ['a name after the launch', sendsTo('anna')],
    ],
    [
      ['a name', sendsTo('anna')],
      ['a message', dictates(dictated)],
      ['more words', intends('AddIntent', { addition: 'bring bread' })],
      ['a discard', intends('DiscardIntent')],
    ],
    [
      ['a near name', sendsTo('hannah')],
      ['the name again', namesAgain('anna')],
      ['something else', intends('AMAZON.FallbackIntent')],
      ['the end', { type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' }],
    ],
    [
      ['a name that was resolved', intends('SendMessageIntent', { recipient: anna })],
      ['stop', intends('AMAZON.StopIntent')],
    ],
    ...['AMAZON.HelpIntent', 'WaitingIntent', 'PairPhoneIntent', 'AMAZON.NoIntent'].map(
      (name): [string, Said][] => [[name, intends(name)]],
    ),
  ];
  const examples: SkillExample[] = [
    {
      name: 'the skill was disabled',
      documents: (await anEcho()).documents.everything(),
      envelope: {
        version: '1.0',
        context: { System: { application: { applicationId: SKILL_ID }, user: { userId: USER_ID } } },
        request: {
          type: 'AlexaSkillEvent.SkillDisabled',
          requestId: 'event-1',
          timestamp: new Date(noon).toISOString(),
        },
      },
    },
  ];
  for (const talk of talks) {
    const echo = await anEcho();
    let around: Around = { opens: true };
    for (const [name, said] of talk) {
      const envelope = anEnvelope(said, { ...around, requestId: `amzn1.echo-api.request.${name}` });
      examples.push({ name, envelope, documents: echo.documents.everything() });
      const answered = await echo.skill(envelope);
      around = { opens: false, attributes: answered.sessionAttributes };
    }
  }
  return examples;
}

/** Stores with the documents of an example and the transcript of every message. */
export async function storesAt({ documents: all }: SkillExample) {
  const documents = memoryDocuments();
  const recordings: MemoryRecordings = memoryRecordings();
  for (const document of all) {
    documents.plant(document);
    if (document.kind !== 'message') continue;
    const key = { household: document.household, message: document.id };
    await recordings.put(key, new TextEncoder().encode(dictated));
  }
  return { documents, recordings };
}

/** The same request for another skill, and from another account. */
export function fromElsewhere(example: SkillExample): SkillExample[] {
  const text = JSON.stringify(example.envelope);
  return [
    text.replaceAll(SKILL_ID, 'amzn1.ask.skill.another'),
    text.replaceAll(USER_ID, 'amzn1.ask.account.ANOTHER'),
  ].map(envelope => ({ ...example, envelope: JSON.parse(envelope) as unknown }));
}
