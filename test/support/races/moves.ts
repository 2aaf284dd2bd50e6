import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import { answerMessage } from '../../../services/companion/answer-message.ts';
import { attend } from '../../../services/courier/attend.ts';
import { after, type Instant, seconds } from '../../../core/household/instant.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import { changeMessage } from '../../../services/storage/change-message.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { keepRecording } from '../../../services/storage/stored-recording.ts';
import { aCompanion, origin } from '../builders/a-companion.ts';
import {
  anAttempt,
  aContact,
  admits,
  aHeardMessage,
  aLink,
  anchor,
  aPhone,
  aRecording,
  aRelease,
  aTrustList,
  noon,
  puts,
  revokes,
  sets,
  type TestPhone,
  sealKey,
} from '../builders/builders.ts';
import { memoryDocuments } from '../memory/memory-documents.ts';
import { memoryRecordings } from '../memory/memory-recordings.ts';
import type { HouseholdsRace } from './rounds.ts';
import { type Racecourse, randomFrom, shuffled, unsteady } from './races.ts';

const soon: Instant = after(noon, seconds(10));

/** What releases got, what those got who took back, and what is stored in the end. */
export type UndoRound = { released: string[]; undone: string[]; stored: Message };

/** Twenty-five phones release a message at once, each twice, while three others take back whatever was released. */
export async function raceUndo(race: HouseholdsRace, course: Racecourse, seed: number): Promise<UndoRound> {
  const { trusted, trust, held, answers } = race;
  const { household, id } = held;
  const random = randomFrom(seed);
  const stores = course.connections.map(documents => unsteady(documents, random));
  const [first] = course.connections as [Documents];
  await first.forget(household);
  await first.put(trusted, 0);
  await first.put(held, 0);
  const any = () => stores[Math.floor(random() * stores.length)] as Documents;
  const released: string[] = [];
  const undone: string[] = [];

  const releases = answers.filter((_, i) => i % 2 === 1);
  const runs = [
    ...[...releases, ...releases].map(jws => async () => {
      const answered = await answerMessage(
        { documents: any(), trust, sealKey, now: soon },
        { household, message: id },
        { jws },
      );
      released.push('refused' in answered ? answered.refused : 'taken');
    }),
    ...[...trust.phones.keys()].slice(0, 3).map(phone => async () => {
      const decision = await changeMessage(any(), {
        household,
        id,
        command: { do: 'undo', phone },
        now: soon,
      });
      undone.push(decision.kind === 'refused' ? decision.code : decision.kind);
    }),
  ];
  await Promise.all(shuffled(runs, random).map(run => run()));
  return { released, undone, stored: (await first.get(household, 'message', id)) as Message };
}

/** A phone that has listened and signed, and another that is about to revoke it. */
export type RevocationRace = {
  phone: TestPhone;
  other: TestPhone;
  trusted: TrustDocument;
  held: Held;
  jws: string;
  revocation: string;
};

export async function aRaceOfRevocation(): Promise<RevocationRace> {
  const [phone, other] = await Promise.all([aPhone('The lost phone'), aPhone('The other phone')]);
  const says = [admits(phone), puts(aContact()), sets({ undo: 0 })];
  const trusted = await aTrustList({ phone: other, says });
  const held = aHeardMessage(phone.id, 'nonce-1');
  const jws = await phone.sign(aRelease(held, trusted));
  const revocation = await aLink(other, trusted.links, revokes(phone));
  return { phone, other, trusted, held, jws, revocation };
}

/** The state, where a claim that has begun and a release that is given back count as states of their own. */
function whatHappened(message: Message): string {
  if (message.state === 'sending' && message.claim.begun) return 'begun';
  return message.state === 'released' && message.attempts > 0 ? 'given back' : message.state;
}

/** What the phone and the revocation got, what was stored in which order, and how often something was sent. */
export type RevocationRound = {
  answers: string[];
  revoked: number;
  order: string[];
  sends: number;
  stored: Message;
};

/** The phone releases, twice, while the other revokes it and two couriers look again and again; then the couriers finish. */
export async function raceRevocation(
  race: RevocationRace,
  course: Racecourse,
  seed: number,
): Promise<RevocationRound> {
  const { phone, other, trusted, held, jws, revocation } = race;
  const { household, id } = held;
  const random = randomFrom(seed);
  const [first] = course.connections as [Documents];
  await first.forget(household);
  await first.put(trusted, 0);
  await first.put(held, 0);
  const recordings = memoryRecordings();
  await keepRecording(recordings, { household, message: id }, aRecording());
  const order: string[] = [];
  const noted = (documents: Documents): Documents => ({
    ...documents,
    async put(document, ifVersion, also) {
      const stored = await documents.put(document, ifVersion, also);
      if (stored && document.kind === 'trust') order.push('revoked');
      if (stored && document.kind === 'message') order.push(whatHappened(document));
      return stored;
    },
  });
  const stores = course.connections.map(documents => unsteady(noted(documents), random));
  const home = (documents: Documents) => ({
    household,
    documents: { ...memoryDocuments(), ...documents },
    recordings,
    clock: { now: () => soon, pass: () => soon },
    phone,
  });
  let sends = 0;
  let claims = 0;
  const courier = (documents: Documents) => () =>
    attend(
      {
        documents,
        recordings,
        stopPage: () => null,
        speech: { speak: () => Promise.reject(new Error('nothing is to be spoken')) },
        channel: {
          timeout: seconds(60),
          send: async ({ begin }) => {
            const halted = await begin();
            if (halted) return halted;
            sends += 1;
            return anAttempt('taken');
          },
        },
        notesBeginning: true,
        notifier: { notify: async () => ({ reached: [] }) },
        anchor,
        sealKey,
        clock: () => soon,
        newId: () => `claim-${(claims += 1)}`,
        log: () => {},
      },
      household,
      id,
    );
  const any = () => stores[Math.floor(random() * stores.length)] as Documents;
  const asks = async (by: TestPhone, path: string, content: object) => {
    const url = `${origin}/households/${household}${path}`;
    const body = new TextEncoder().encode(JSON.stringify(content));
    const proof = await by.prove({ method: 'POST', url, body }, soon);
    return aCompanion(home(any())).api.request(url, { method: 'POST', headers: { DPoP: proof }, body });
  };
  const answers: string[] = [];
  let revoked = 0;
  const answer = async () => {
    const answered = await asks(phone, `/messages/${id}/answer`, { jws });
    const { code } = (await answered.json()) as { code?: string };
    answers.push(code ?? 'taken');
  };
  const revoke = async () => {
    for (let turns = Math.floor(random() * 90); turns > 0; turns--) await new Promise(setImmediate);
    revoked = (await asks(other, '/trust', { link: revocation })).status;
  };
  const watch = async () => {
    for (let looks = 0; looks < 8; looks++) await courier(any())();
  };
  await Promise.all(shuffled([answer, answer, revoke, watch, watch], random).map(run => run()));
  await courier(first)();
  const stored = (await first.get(household, 'message', id)) as Message;
  return { answers, revoked, order, sends, stored };
}
