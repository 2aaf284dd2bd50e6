import type { Directive, RequestEnvelope, ResponseEnvelope } from 'ask-sdk-model';
import { createSkill, type Skill, type SkillEntry, skillEntry } from '../../../services/skill/skill.ts';
import type { SkillPorts } from '../../../services/skill/skill-ports.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import type { Message } from '../../../core/message/message.ts';
import { type Instant, seconds } from '../../../core/household/instant.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import type { Recordings } from '../../../services/ports/recordings.ts';
import { anEnvelope, type Around, asJson, type Said, SKILL_ID, USER_ID } from './alexa-envelopes.ts';
import { aClock, aContact, aHouseholdId, aPhone, aTrustList, puts, sealKey } from './builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../memory/memory-documents.ts';
import { type MemoryRecordings, memoryRecordings } from '../memory/memory-recordings.ts';

/** An answer of the skill, with its speech as plain text. */
export type Answered = {
  envelope: ResponseEnvelope;
  said: string;
  reprompt: string | undefined;
  ends: boolean | undefined;
  directives: Directive[];
  elicits: string | undefined;
};

/** The real skill on stores in memory, behind an Echo that keeps its session as Alexa does. */
export type Echo = {
  skill: SkillEntry;
  /** The same skill without its parser. */
  answer: Skill;
  documents: MemoryDocuments;
  recordings: MemoryRecordings;
  logged: { event: string; code?: string; type?: string }[];
  /** Sends the next request, ten seconds later, in the open session or in a new one. */
  says: (said: Said, around?: Around) => Promise<Answered>;
  /** Sends the last request once more, at the same time or with another timestamp. */
  repeats: (at?: Instant) => Promise<Answered>;
};

type Given = {
  contacts?: Contact[];
  paired?: boolean;
  ports?: Partial<SkillPorts>;
  /** Methods that replace those of the working stores. */
  documentsFail?: (working: MemoryDocuments) => Partial<Documents>;
  recordingsFail?: (working: MemoryRecordings) => Partial<Recordings>;
};

export async function anEcho({
  contacts = [aContact()],
  paired = true,
  ports = {},
  documentsFail = () => ({}),
  recordingsFail = () => ({}),
}: Given = {}): Promise<Echo> {
  const clock = aClock();
  const documents = memoryDocuments();
  const recordings = memoryRecordings();
  const logged: Echo['logged'] = [];
  if (paired) documents.plant(await aTrustList({ phone: await aPhone(), says: contacts.map(puts) }));

  const skillPorts: SkillPorts = {
    documents: { ...documents, ...documentsFail(documents) },
    recordings: { ...recordings, ...recordingsFail(recordings) },
    loadSealKey: async () => sealKey,
    clock: clock.now,
    householdOf: user => (user === USER_ID ? aHouseholdId() : ('stranger' as HouseholdId)),
    offerPairing: async () => ({ code: 'ABCD-EFGH', phone: 'https://home.example/phone/' }),
    log: line => logged.push(line),
    ...ports,
  };
  const entry = skillEntry(skillPorts, SKILL_ID);
  const skill: SkillEntry = event => entry(asJson(event));

  let requests = 0;
  let sessions = 0;
  const newSession = (): Around => ({ opens: true, sessionId: `amzn1.echo-api.session.${(sessions += 1)}` });
  let session = newSession();
  let last: RequestEnvelope;
  async function posts(envelope: RequestEnvelope): Promise<Answered> {
    last = envelope;
    const answer = asJson(await skill(envelope));
    const answered = inShort(answer);
    if (answered.ends === false) session = { ...session, opens: false, attributes: answer.sessionAttributes };
    else session = newSession();
    return answered;
  }
  return {
    skill,
    answer: createSkill(skillPorts),
    documents,
    recordings,
    logged,
    says(said, around = {}) {
      requests += 1;
      const at = clock.pass(seconds(10));
      return posts(anEnvelope(said, { at, requestId: `request-${requests}`, ...session, ...around }));
    },
    repeats: at =>
      posts(
        at === undefined
          ? last
          : { ...last, request: { ...last.request, timestamp: new Date(at).toISOString() } },
      ),
  };
}

/** The messages in an Echo's stores. */
export const messagesOf = ({ documents }: Pick<Echo, 'documents'>): Message[] =>
  documents.everything().filter((one): one is Message => one.kind === 'message');

/** The transcript of the only message. */
export async function storedTranscript({
  documents,
  recordings,
}: Pick<Echo, 'documents' | 'recordings'>): Promise<string | undefined> {
  const [message] = messagesOf({ documents });
  if (!message || !('dictation' in message) || !message.dictation) return undefined;
  const key = { household: message.household, message: message.id };
  const bytes = await recordings.get(key, message.dictation.transcript);
  return bytes && new TextDecoder().decode(bytes);
}

function inShort(envelope: ResponseEnvelope): Answered {
  const { outputSpeech, reprompt, shouldEndSession, directives = [] } = envelope.response;
  const elicited = directives.find(one => one.type === 'Dialog.ElicitSlot');
  return {
    envelope,
    said: spokenText(outputSpeech),
    reprompt: reprompt && spokenText(reprompt.outputSpeech),
    ends: shouldEndSession,
    directives,
    elicits: elicited && 'slotToElicit' in elicited ? elicited.slotToElicit : undefined,
  };
}

/** What an SSML document of text alone says, without its tags and entities. */
export function spokenText(speech: ResponseEnvelope['response']['outputSpeech']): string {
  const ssml = speech && 'ssml' in speech ? speech.ssml : '';
  return ssml
    .replace(/^<speak>|<\/speak>$/g, '')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
