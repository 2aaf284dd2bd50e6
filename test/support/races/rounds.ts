import { verifyStatement, type VerifiedStatement } from '../../../core/approval/verify-statement.ts';
import type { Discard, Release } from '../../../core/approval/statement.ts';
import { replayTrustList, type TrustDocument, type TrustList } from '../../../core/approval/trust-list.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { answerMessage } from '../../../services/companion/answer-message.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import { after, minutes, seconds } from '../../../core/household/instant.ts';
import type { TestHousehold } from '../builders/a-household.ts';
import { aCompanion, origin } from '../builders/a-companion.ts';
import {
  aContact,
  aDiscard,
  aHeardMessage,
  admits,
  anchor,
  aPhone,
  aRelease,
  aTrustList,
  noon,
  puts,
  type TestPhone,
  sealKey,
} from '../builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../memory/memory-documents.ts';
import { memoryRecordings } from '../memory/memory-recordings.ts';
import { type Racecourse, randomFrom, shuffled, unsteady } from './races.ts';

/** How many answer at once. */
const RUNNERS = 50;
const soon = after(noon, seconds(10));

/** What a runner got: `taken`, or a refusal with whose answer came first. */
export type Finish = { jws: string; got: string; by?: string | undefined };
export type Round = { finishes: Finish[]; stored: Message };

/**
 * One paired phone with 50 answers to the same message: 25 releases and 25 discards, each with a signature of its own,
 * and each sent twice.
 */
export type PhonesRace = {
  phone: TestPhone;
  trusted: TrustDocument;
  held: Held;
  requests: { jws: string; request: Request }[];
};

export async function aRaceOfRequests(): Promise<PhonesRace> {
  const phone = await aPhone();
  const trusted = await aTrustList({ phone });
  const held = aHeardMessage(phone.id, 'nonce-1');
  const url = `${origin}/households/${held.household}/messages/${held.id}/answer`;
  const requests: PhonesRace['requests'] = [];
  for (let runner = 0; runner < RUNNERS; runner++) {
    const jws = await phone.sign(
      runner % 2 ? aRelease(held, trusted) : aDiscard(held, trusted, { notMe: runner % 4 === 0 }),
    );
    const body = new TextEncoder().encode(JSON.stringify({ jws }));
    for (let twice = 0; twice < 2; twice++) {
      const proof = await phone.prove({ method: 'POST', url, body }, soon);
      requests.push({ jws, request: new Request(url, { method: 'POST', headers: { DPoP: proof }, body }) });
    }
  }
  return { phone, trusted, held, requests };
}

/** All requests of the phone at once, through the API; in fresh stores, in an order of the seed's. */
export async function raceRequests(race: PhonesRace, course: Racecourse, seed: number): Promise<Round> {
  const random = randomFrom(seed);
  const [first] = course.connections as [Documents];
  await first.forget(race.held.household);
  // The requests of every round are the same, with the same proofs.
  await first.purge(after(soon, minutes(2)));
  await first.put(race.trusted, 0);
  await first.put(race.held, 0);
  const apis = course.connections.map(
    documents => aCompanion(householdFor(race, { ...memoryDocuments(), ...unsteady(documents, random) })).api,
  );
  const finishes = await Promise.all(
    shuffled(race.requests, random).map(async ({ jws, request }, i): Promise<Finish> => {
      const answered = await apis[i % apis.length]?.request(request.clone());
      const body = (await answered?.json()) as { code?: string; by?: string };
      return body.code ? { jws, got: body.code, by: body.by } : { jws, got: 'taken' };
    }),
  );
  return { finishes, stored: await storedOf(first, race.held) };
}

const householdFor = ({ phone, held }: PhonesRace, documents: MemoryDocuments): TestHousehold => ({
  household: held.household,
  documents,
  recordings: memoryRecordings(),
  clock: { now: () => soon, pass: () => soon },
  phone,
});

/** Fifty phones that were all admitted and have all listened, each with an answer of its own. */
export type HouseholdsRace = { trusted: TrustDocument; trust: TrustList; held: Held; answers: string[] };

export async function aRaceOfPhones(): Promise<HouseholdsRace> {
  const [first, ...others] = (await Promise.all(
    Array.from({ length: RUNNERS }, (_, i) => aPhone(`Phone ${i}`)),
  )) as [TestPhone, ...TestPhone[]];
  const phones = [first, ...others];
  const trusted = await aTrustList({ phone: first, says: [...others.map(admits), puts(aContact())] });
  const trust = await replayTrustList(trusted.links, trusted.household, { anchor });
  if ('refused' in trust) throw new Error('The trust list does not replay.');
  const blank = aHeardMessage(first.id, '');
  const listening = phones.map(({ id }) => ({
    phone: id,
    nonce: `nonce of ${id}`,
    at: noon,
    recording: blank.recording.digest,
  }));
  const held = { ...blank, listening };
  const answers = await Promise.all(
    phones.map((phone, i) =>
      phone.sign(
        i % 2 ? aRelease(held, trusted, { nonce: `nonce of ${phone.id}` }) : aDiscard(held, trusted),
      ),
    ),
  );
  return { trusted, trust, held, answers };
}

/** The answers of all phones at once, each sent twice, as the API takes them. */
export async function racePhones(race: HouseholdsRace, course: Racecourse, seed: number): Promise<Round> {
  const { trusted, trust, held, answers } = race;
  const random = randomFrom(seed);
  const [first] = course.connections as [Documents];
  await first.forget(held.household);
  await first.put(trusted, 0);
  await first.put(held, 0);
  const stores = course.connections.map(documents => unsteady(documents, random));
  const finishes = await Promise.all(
    shuffled([...answers, ...answers], random).map(async (jws, i): Promise<Finish> => {
      const store = stores[i % stores.length] as Documents;
      const answered = await answerMessage(
        { documents: store, trust, sealKey, now: soon },
        { household: held.household, message: held.id },
        { jws },
      );
      if (!('refused' in answered)) return { jws, got: 'taken' };
      return { jws, got: answered.refused, by: 'by' in answered ? answered.by : undefined };
    }),
  );
  return { finishes, stored: await storedOf(first, held) };
}

async function storedOf(documents: Documents, { household, id }: Held): Promise<Message> {
  return (await documents.get(household, 'message', id)) as Message;
}

/** The stored answer, opened again up to the root of trust. */
export async function storedAnswer(
  { trusted }: Pick<PhonesRace, 'trusted'>,
  { stored }: Round,
): Promise<VerifiedStatement<Release | Discard> | { refused: string }> {
  const trust = (await replayTrustList(trusted.links, stored.household, { anchor })) as TrustList;
  const jws = 'answer' in stored ? (stored.answer?.jws ?? '') : '';
  return verifyStatement(jws, { household: stored.household, message: stored.id, trust });
}
