import { beforeEach, describe, expect, test } from '@jest/globals';
import { minutes, seconds } from '../../../core/household/instant.ts';
import type { Held } from '../../../core/message/message.ts';
import { putLink } from '../../../phone/contacts/contact-draft.ts';
import type { Session } from '../../../phone/session/session.ts';
import { type TestHousehold, trustOf } from '../../support/builders/a-household.ts';
import { aContact, aHeldMessage, aLink, puts } from '../../support/builders/builders.ts';
import { aSession, type Line, type createMemoryStore } from '../a-phone-app.ts';
import { aSessionWithMessage, type SessionWithMessage } from '../../support/builders/a-phone-session.ts';

let home: TestHousehold;
let message: Held;
let session: Session;
let line: Line;
let store: ReturnType<typeof createMemoryStore>;
let viewed: SessionWithMessage['viewed'];
let trust: SessionWithMessage['trust'];

beforeEach(async () => {
  ({ home, message, session, line, store, viewed, trust } = await aSessionWithMessage());
});

describe('without a network', () => {
  test('a reload without a network shows the last stored state and its time', async () => {
    const at = home.clock.now();
    const reloaded = await aSession(home, { store });
    reloaded.line.loses = 'request';
    home.clock.pass(minutes(5));
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect(reloaded.session.state.get()).toMatchObject({ seenAt: at, trouble: { code: 'no-answer' } });
    expect(viewed(reloaded.session).id).toBe(message.id);
    expect(trust(reloaded.session)?.contacts.size).toBeGreaterThan(0);
  });

  test('an answer of the server replaces the stored state', async () => {
    const reloaded = await aSession(home, { store });
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect(reloaded.session.state.get().seenAt).toBeUndefined();
  });

  test('a stored state is shown only if its trust list is valid', async () => {
    const { saw } = store;
    if (!saw) throw new Error('Nothing was kept.');
    store.saw = { ...saw, links: saw.links.slice(0, 1) };
    const reloaded = await aSession(home, { store });
    await reloaded.session.restore();
    expect(reloaded.session.state.get().trust).toMatchObject({ is: 'failing', why: 'shorter' });
  });
});

describe('more messages than fit on a page', () => {
  test('older messages load on demand and stay when the newest are refreshed', async () => {
    for (let i = 0; i < 250; i++)
      await home.documents.put(aHeldMessage({ id: `01A${String(i).padStart(4, '0')}` as never }), 0);
    await session.refresh();
    expect(session.state.get()).toMatchObject({ messages: { length: 200 }, more: true });
    await session.loadOlder();
    expect(session.state.get()).toMatchObject({ messages: { length: 251 }, more: false });
    await session.refresh();
    expect(session.state.get().messages).toHaveLength(251);
    expect(new Set(session.state.get().messages?.map(({ id }) => id)).size).toBe(251);
  });
});

describe('looking at the household', () => {
  test('a refresh shows the messages, and the contacts of the replayed list', () => {
    expect(viewed().state).toBe('held');
    expect(trust()?.contacts.get(message.contact)?.addresses[0]?.address).toBe('anna@example.org');
  });

  test('an unchanged message stays the same object after a refresh', async () => {
    const before = viewed();
    await session.refresh();
    expect(viewed()).toBe(before);
  });

  test('a phone whose clock is five minutes slow corrects it and is answered', async () => {
    const late = await aSession(home, { slow: minutes(5) });
    await late.session.refresh();
    expect(viewed(late.session).id).toBe(message.id);
    expect(late.session.now()).toBe(home.clock.now());
  });

  test('an unreachable server is a problem until it answers', async () => {
    line.loses = 'request';
    await session.refresh();
    expect(session.state.get().trouble?.code).toBe('no-answer');
    expect(viewed().id).toBe(message.id);
    line.loses = 'nothing';
    await session.refresh();
    expect(session.state.get().trouble).toBeUndefined();
  });

  test('a rate-limited phone sends no request until the time that the server named', async () => {
    line.rewrite = () =>
      Response.json(
        { code: 'too-many-requests', title: 'Too many requests.' },
        { status: 429, headers: { 'Retry-After': '30' } },
      );
    await session.refresh();
    delete line.rewrite;
    const asked = line.asked.length;
    home.clock.pass(seconds(29));
    await session.refresh();
    expect(line.asked).toHaveLength(asked);
    expect(session.state.get().trouble?.code).toBe('too-many-requests');
    home.clock.pass(seconds(2));
    await session.refresh();
    expect(session.state.get().trouble).toBeUndefined();
  });

  test('a message in an unknown form is not shown in part', async () => {
    line.rewrite = () => Response.json({ now: 1, messages: [{ id: 'x', state: 'dancing' }] });
    await session.refresh();
    expect(session.state.get().trouble?.code).toBe('not-understood');
    expect(viewed().id).toBe(message.id);
  });
});

describe('a phone that the household does not know any more', () => {
  const goes = async () => home.documents.forget(home.household);

  test('a phone of an erased household shows nothing', async () => {
    await goes();
    await session.refresh();
    expect(session.state.get()).toMatchObject({
      trust: { is: 'failing', why: 'not-paired' },
      messages: undefined,
    });
  });

  test('an older refresh shows nothing on a phone that is not paired any more', async () => {
    line.meanwhile = async path => {
      if (path !== '/messages') return;
      line.meanwhile = undefined;
      await goes();
      await session.refresh();
    };
    await session.refresh();
    expect(session.state.get()).toMatchObject({
      trust: { is: 'failing', why: 'not-paired' },
      messages: undefined,
    });
  });
});

describe('a change of the contacts', () => {
  const changed = aContact({ nicknames: ['Mum'] });
  const put = () => {
    const list = trust();
    if (!list) throw new Error('The list does not hold.');
    return session.appendLink(putLink(list, changed, session.now()));
  };

  test("a change of the contacts is shown from the server's list and moves the checkpoint", async () => {
    expect(await put()).toBeUndefined();
    expect(trust()?.contacts.get(changed.id)?.nicknames).toEqual(['Mum']);
    expect(store.pairing?.checkpoint.length).toBe(3);
  });

  test('a change of the contacts under an outdated list is refused, and the list is loaded again', async () => {
    const { links } = await trustOf(home);
    const first = aContact({ nicknames: ['Annie'] });
    const link = await aLink(home.phone, links, puts(first));
    const before = putLink(trust() as NonNullable<ReturnType<typeof trust>>, changed, session.now());
    home.documents.tamper(home.household, 'trust', 'trust', list => ({ ...list, links: [...links, link] }));
    expect((await session.appendLink(before))?.code).toBe('trust-list-changed');
    expect(trust()?.contacts.get(changed.id)?.nicknames).toEqual(['Annie']);
  });

  test('a change of the contacts whose answer was lost counts as done once the list contains it', async () => {
    line.loses = 'one answer';
    expect(await put()).toBeUndefined();
    expect(trust()?.contacts.get(changed.id)?.nicknames).toEqual(['Mum']);
  });

  test('a change of the contacts without an answer gives the problem no-answer', async () => {
    line.loses = 'request';
    expect((await put())?.code).toBe('no-answer');
  });
});
