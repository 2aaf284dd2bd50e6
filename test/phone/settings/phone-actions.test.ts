import { phoneActionsOf } from '../../../phone/settings/phone-actions.ts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { minutes, seconds } from '../../../core/household/instant.ts';
import type { Held } from '../../../core/message/message.ts';
import { computeCheckNumber } from '../../../phone/pairing/check-number.ts';
import { pairPhone } from '../../../phone/pairing/pair-phone.ts';
import type { Session } from '../../../phone/session/session.ts';
import { getTrustList } from '../../../phone/session/session-state.ts';
import {
  aHousehold,
  holding,
  type TestHousehold,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import { admits, aLink, anchor, aPhone, names, type TestPhone } from '../../support/builders/builders.ts';
import { appendLink } from '../../../services/companion/append-link.ts';
import { aNetwork, aSession, identityOf, type Line, createMemoryStore } from '../a-phone-app.ts';

/** Ben's phone is paired; Sara's wants to join, or has joined. */
let household: TestHousehold;
let sara: TestPhone;
let ben: Session;
let line: Line;

beforeEach(async () => {
  household = await aHousehold();
  sara = await aPhone('Sara’s phone');
  ({ session: ben, line } = await aSession(household));
  await ben.refresh();
});

const invitation = () => ben.state.get().invitation;
const list = (of = ben) => getTrustList(of.state.get());
const called = (of = ben) => [...(list(of)?.phones.values() ?? [])].map(({ name }) => name);
const asked = (what: string) => line.asked.filter(one => one === what).length;

/** A link that another phone signed in the meantime. */
async function meanwhile(by: TestPhone, said: TrustChange): Promise<void> {
  const { links } = await trustOf(household);
  await appendLink(
    { documents: household.documents, anchor },
    {
      household: household.household,
      link: await aLink(by, links, said),
      now: household.clock.now(),
    },
  );
}

/** Sara's phone enters the code that Ben's phone shows. */
function knock(code = invitation()?.code ?? '') {
  const { network } = aNetwork(household);
  const store = createMemoryStore(identityOf(sara));
  const pair = () => pairPhone(network, store, { code, name: sara.name, household: household.household });
  return { pair, store };
}

async function withSara(): Promise<Session> {
  await meanwhile(household.phone, admits(sara));
  const { session } = await aSession(household, { as: sara });
  await session.refresh();
  await ben.refresh({ settings: true });
  return session;
}

describe('a further phone', () => {
  test('a new phone shows the same check number as the phone that invited it, and is paired once that phone adds it', async () => {
    await phoneActionsOf(ben).invite();
    const { pair, store } = knock();
    const waiting = await pair();
    await phoneActionsOf(ben).checkInvitation();
    const check = computeCheckNumber(sara.id, invitation()?.code ?? '');
    expect(waiting).toMatchObject({ got: { check } });
    expect(invitation()?.candidate).toMatchObject({ name: sara.name, check });
    expect(store.pairing).toBeUndefined();

    expect(await phoneActionsOf(ben).admit()).toBeUndefined();
    expect(invitation()).toBeUndefined();
    expect(called()).toEqual(['Ben’s phone', 'Sara’s phone']);
    expect(await pair()).toMatchObject({
      got: { household: household.household, checkpoint: { length: 3 } },
    });
  });

  test('adding the same phone twice adds one link', async () => {
    await phoneActionsOf(ben).invite();
    await knock().pair();
    await phoneActionsOf(ben).checkInvitation();
    await Promise.all([phoneActionsOf(ben).admit(), phoneActionsOf(ben).admit()]);
    expect(asked('POST /trust')).toBe(1);
  });

  test('a phone counts as added although the answer was lost', async () => {
    await phoneActionsOf(ben).invite();
    await knock().pair();
    await phoneActionsOf(ben).checkInvitation();
    line.loses = 'one answer';
    expect(await phoneActionsOf(ben).admit()).toBeUndefined();
    expect(called()).toContain('Sara’s phone');
  });

  test('the first candidate stays, whichever phone enters the code afterwards', async () => {
    await phoneActionsOf(ben).invite();
    await knock().pair();
    await phoneActionsOf(ben).checkInvitation();
    const eve = await aPhone('Eve’s phone');
    const candidate = { key: eve.jwk, name: eve.name };
    household.documents.tamper(household.household, 'pairing', 'pairing', one => ({ ...one, candidate }));
    await phoneActionsOf(ben).checkInvitation();
    expect(invitation()?.candidate?.phone).toBe(sara.id);
  });

  test('a refused phone is not added and learns that its code is void', async () => {
    await phoneActionsOf(ben).invite();
    const { pair } = knock();
    await pair();
    await phoneActionsOf(ben).checkInvitation();
    await phoneActionsOf(ben).withdrawInvitation();
    expect(invitation()).toBeUndefined();
    expect(await pair()).toMatchObject({ problem: { code: 'code-wrong' } });
    expect(called()).toEqual(['Ben’s phone']);
  });

  test('the next invitation waits until the withdrawal of the last one has arrived', async () => {
    await phoneActionsOf(ben).invite();
    const before = asked('POST /invitation');
    let askedAtFirstAnswer: number | undefined;
    line.meanwhile = async () => void (askedAtFirstAnswer ??= asked('POST /invitation') - before);
    await Promise.all([phoneActionsOf(ben).withdrawInvitation(), phoneActionsOf(ben).invite()]);
    expect(askedAtFirstAnswer).toBe(1);
    expect(await knock().pair()).toHaveProperty('got.check');
  });

  test('a phone that nobody added before its code expired learns so', async () => {
    await phoneActionsOf(ben).invite();
    const { pair } = knock();
    await pair();
    household.clock.pass(minutes(10));
    expect(await pair()).toMatchObject({ problem: { code: 'code-expired' } });
  });
});

describe('a change of the phones', () => {
  test('any phone of the household can be renamed', async () => {
    await withSara();
    expect(await phoneActionsOf(ben).rename(sara.id, 'Tablet')).toBeUndefined();
    expect(called()).toEqual(['Ben’s phone', 'Tablet']);
  });

  test('a change under an outdated trust list is refused, and the list is loaded again', async () => {
    await withSara();
    await meanwhile(sara, names(sara, 'Sara’s tablet'));
    expect((await phoneActionsOf(ben).rename(household.phone.id, 'Mine'))?.code).toBe('trust-list-changed');
    expect(called()).toEqual(['Ben’s phone', 'Sara’s tablet']);
    expect(await phoneActionsOf(ben).rename(household.phone.id, 'Mine')).toBeUndefined();
  });

  test('a change that another phone already made counts as done', async () => {
    await withSara();
    await meanwhile(sara, names(sara, 'Tablet'));
    expect(await phoneActionsOf(ben).rename(sara.id, 'Tablet')).toBeUndefined();
  });

  test('a change of the phones without an answer gives the problem no-answer', async () => {
    await withSara();
    line.loses = 'request';
    expect((await phoneActionsOf(ben).revoke(sara.id))?.code).toBe('no-answer');
  });
});

describe('a revoked phone', () => {
  test('a revoked phone shows nothing and allows nothing', async () => {
    await holding(household);
    const session = await withSara();
    expect(session.state.get().messages).toHaveLength(1);
    expect(await phoneActionsOf(ben).revoke(sara.id)).toBeUndefined();
    await session.refresh();
    expect(session.state.get()).toMatchObject({
      trust: { is: 'failing', why: 'revoked', name: household.phone.name },
    });
    expect(session.state.get().messages).toBeUndefined();
    expect((await phoneActionsOf(session).rename(sara.id, 'Still here'))?.code).toBe('not-checked');
  });

  test('a phone works again once the server knows it again', async () => {
    const session = await withSara();
    const before = await trustOf(household);
    await phoneActionsOf(ben).revoke(sara.id);
    await session.refresh();
    household.documents.tamper(household.household, 'trust', 'trust', one => ({
      ...one,
      links: before.links,
    }));
    await session.refresh();
    expect(session.state.get().trust.is).toBe('holding');
  });
});

describe('two phones and one message', () => {
  let message: Held;

  beforeEach(async () => {
    message = await holding(household);
  });

  /** Listens long enough on this phone and releases. */
  async function release(session: Session): Promise<void> {
    const view = session.state.get().messages?.[0];
    const trust = list(session);
    const contact = trust?.contacts.get(message.contact);
    const download = view && (await session.download(view));
    if (!view || !trust || !contact || !download || !('got' in download)) throw new Error('Not there.');
    await session.listenings.start(view);
    household.clock.pass(seconds(4));
    session.listenings.recordProgress(view, 4_000, true);
    const nonce = session.listenings.getReleaseNonce(view) ?? '';
    await session.answers.release({
      view,
      recording: download.got,
      contact,
      trust,
      nonce,
      redirected: false,
    });
  }

  test('the first answer to a message wins, and the other phone shows who gave it', async () => {
    const session = await withSara();
    await release(session);
    await ben.answers.discard(ben.state.get().messages?.[0] ?? never(), false);
    expect((await storedMessage(household, message)).state).toBe('released');
    expect(ben.state.get().answers.get(message.id)).toMatchObject({ is: 'refused', by: sara.id });
    expect(ben.state.get().messages?.[0]).toMatchObject({ state: 'released', answer: { phone: sara.id } });
  });

  test('an answer of a phone that was just added shows its name at once', async () => {
    await ben.refresh();
    await meanwhile(household.phone, admits(sara));
    const { session } = await aSession(household, { as: sara });
    await session.refresh();
    await release(session);
    await ben.refresh();
    expect(ben.state.get().messages?.[0]?.answer?.phone).toBe(sara.id);
    expect(called()).toContain('Sara’s phone');
  });

  test('listening on one phone is not lost when another phone loads the message', async () => {
    const session = await withSara();
    const view = ben.state.get().messages?.[0] ?? never();
    await ben.listenings.start(view);
    household.clock.pass(seconds(4));
    ben.listenings.recordProgress(view, 4_000, true);
    await session.refresh();
    await ben.refresh();
    expect(ben.listenings.getReleaseNonce(view)).toBeDefined();
    await release(ben);
    expect((await storedMessage(household, message)).state).toBe('released');
  });
});

const never = (): never => {
  throw new Error('There is no message.');
};
