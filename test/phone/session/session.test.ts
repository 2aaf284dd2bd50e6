import { householdActionsOf } from '../../../phone/settings/household-actions.ts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { minutes, seconds } from '../../../core/household/instant.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import { putLink } from '../../../phone/contacts/contact-draft.ts';
import type { Session } from '../../../phone/session/session.ts';
import { getTrustList } from '../../../phone/session/session-state.ts';
import type { ShownMessage } from '../../../phone/messages/statements.ts';
import {
  aHousehold,
  holding,
  type TestHousehold,
  moving,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import {
  aClaim,
  aContact,
  aHeldMessage,
  aLink,
  aPhone,
  aRecording,
  headOfLinks,
  puts,
} from '../../support/builders/builders.ts';
import { aSession, type Line, type createMemoryStore } from '../a-phone-app.ts';

let home: TestHousehold;
let message: Held;
let session: Session;
let line: Line;
let store: ReturnType<typeof createMemoryStore>;

beforeEach(async () => {
  home = await aHousehold();
  message = await holding(home);
  ({ session, line, store } = await aSession(home));
  await session.refresh();
});

const viewed = (from = session) =>
  from.state.get().messages?.find(({ id }) => id === message.id) as MessageView;
const trust = (from = session) => getTrustList(from.state.get());
const answering = (from = session) => from.state.get().answers.get(message.id);
const stored = (): Promise<Message> => storedMessage(home, message);
const posts = () => line.asked.filter(asked => asked.endsWith('/answer')).length;

/** Downloads, listens long enough, and gives what the screen then shows. */
async function heard(from = session): Promise<ShownMessage> {
  const view = viewed(from);
  const download = await from.download(view);
  if (!('got' in download)) throw new Error('The recording was not there.');
  await from.listenings.start(view);
  home.clock.pass(seconds(4));
  from.listenings.recordProgress(view, 4_000, true);
  const nonce = from.listenings.getReleaseNonce(view);
  const list = trust(from);
  if (nonce === undefined || !list) throw new Error('It was not listened to.');
  return {
    view,
    recording: download.got,
    contact: list.contacts.get(message.contact) ?? aContact(),
    trust: list,
    nonce,
    redirected: false,
  };
}

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

  test('a trust list shorter than the phone has seen is refused at the next refresh', async () => {
    home.documents.tamper(home.household, 'trust', 'trust', list => ({
      ...list,
      links: list.links.slice(0, 1),
    }));
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'shorter' });
    expect(trust()).toBeUndefined();
  });

  test('a trust list that the server cannot replay is broken', async () => {
    home.documents.tamper(home.household, 'trust', 'trust', list => ({ ...list, links: [] }));
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'broken' });
  });

  test('a message in an unknown form is not shown in part', async () => {
    line.rewrite = () => Response.json({ now: 1, messages: [{ id: 'x', state: 'dancing' }] });
    await session.refresh();
    expect(session.state.get().trouble?.code).toBe('not-understood');
    expect(viewed().id).toBe(message.id);
  });
});

describe('the trust list', () => {
  const annie = aContact({ nicknames: ['Annie'] });
  const asked = (what: string) => line.asked.filter(one => one === what).length;
  const names = (from = session) => trust(from)?.contacts.get(message.contact)?.nicknames;
  const change = (links: (before: string[]) => string[]) =>
    home.documents.tamper(home.household, 'trust', 'trust', list => ({
      ...list,
      links: links(list.links),
    }));

  /** Another phone adds a contact. */
  async function meanwhile(contact = annie): Promise<void> {
    const link = await aLink(home.phone, (await trustOf(home)).links, puts(contact));
    change(links => [...links, link]);
  }

  test('no screen requests the trust list on its own', async () => {
    for (let look = 0; look < 6; look++) await session.refresh({ settings: look > 2 });
    await meanwhile();
    await session.refresh();
    expect(asked('GET /trust')).toBe(0);
  });

  test('new links of the trust list arrive with the next refresh, which requests only those', async () => {
    await meanwhile();
    await session.refresh();
    expect(names()).toEqual(['Annie']);
    expect(store.pairing?.checkpoint.length).toBe(3);
    await session.refresh();
    expect(line.queries.slice(-3)).toEqual(['?known=0', '?known=2', '?known=3']);
  });

  test('the trust list is applied before the messages that came with it', async () => {
    await meanwhile();
    await holding(home, { id: '01JZNEWER' as Held['id'] });
    const shown: unknown[] = [];
    session.state.subscribe(() => {
      const { messages } = session.state.get();
      if (messages?.length === 2) shown.push(names());
    });
    await session.refresh();
    expect(shown[0]).toEqual(['Annie']);
  });

  test('an unchanged trust list stays the same object after a refresh', async () => {
    const before = session.state.get().trust;
    store.pairing = undefined as never;
    await session.refresh({ settings: true });
    expect(session.state.get().trust).toBe(before);
    expect(store.pairing).toBeUndefined();
  });

  test('a stored trust list is continued', async () => {
    const reloaded = await aSession(home, { store });
    await meanwhile();
    await reloaded.session.restore();
    expect(names(reloaded.session)).toEqual([]);
    await reloaded.session.refresh();
    expect(names(reloaded.session)).toEqual(['Annie']);
    expect(reloaded.line.queries).toEqual(['?known=2']);
    expect(reloaded.line.asked).toEqual(['GET /messages']);
  });

  test('a trust list whose last link was replaced is rewritten', async () => {
    const other = await aLink(home.phone, (await trustOf(home)).links.slice(0, 1), puts(annie));
    change(([first = '']) => [first, other]);
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'rewritten' });
  });

  test('a trust list whose last link was replaced and that has grown is rewritten', async () => {
    const first = (await trustOf(home)).links.slice(0, 1);
    const second = [...first, await aLink(home.phone, first, puts(annie))];
    const third = await aLink(home.phone, second, puts(aContact()));
    change(() => [...second, third]);
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'rewritten' });
    expect(asked('GET /trust')).toBe(1);
  });

  test('an invalid trust list is checked at every refresh, and works again once it is back', async () => {
    const { links } = await trustOf(home);
    change(([first = '']) => [first]);
    await session.refresh();
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'shorter' });
    change(() => links);
    await session.refresh();
    expect(session.state.get().trust.is).toBe('holding');
  });

  /** Replaces the links that come with the messages, but not the answer to a request for the whole list. */
  const comes = (came: object) => {
    line.rewrite = path =>
      path === '/messages'
        ? Response.json({ now: home.clock.now(), messages: [], trust: came })
        : (undefined as never);
  };

  test.each<[string, () => Promise<object>]>([
    ['under another head', async () => ({ head: 'x'.repeat(43), links: [] })],
    [
      'with a link by a stranger',
      async () => {
        const stranger = await aPhone('A stranger');
        const link = await aLink(stranger, (await trustOf(home)).links, puts(annie));
        return { head: headOfLinks([link]), links: [link] };
      },
    ],
    [
      'once more from its beginning',
      async () => {
        const { links } = await trustOf(home);
        return { head: headOfLinks(links), links };
      },
    ],
  ])('new links that come %s make the phone load and check the whole list once', async (_, came) => {
    const before = session.state.get().trust;
    comes(await came());
    await session.refresh();
    expect(asked('GET /trust')).toBe(1);
    expect(session.state.get().trust).toBe(before);
    expect(session.state.get().messages).toEqual([]);
  });

  test('links that do not continue the trust list show no messages and a problem without the whole list', async () => {
    comes({ head: 'x'.repeat(43), links: [] });
    line.meanwhile = async path => void (line.loses = path === '/trust' ? 'one answer' : 'nothing');
    await session.refresh();
    expect(session.state.get().trouble?.code).toBe('no-answer');
    expect(viewed().id).toBe(message.id);
  });

  test('a trust list without its last link is not accepted as the whole list', async () => {
    await meanwhile();
    const reloaded = await aSession(home);
    const { links } = await trustOf(home);
    reloaded.line.rewrite = path =>
      path === '/messages'
        ? Response.json({
            now: 1,
            messages: [],
            trust: { head: headOfLinks(links), links: links.slice(0, 2) },
          })
        : (undefined as never);
    await reloaded.session.refresh();
    expect(reloaded.session.state.get().trust).toEqual({ is: 'failing', why: 'shorter' });
  });

  test('a refresh from before a local change does not undo the trust list', async () => {
    line.meanwhile = async path => {
      if (path !== '/messages') return;
      line.meanwhile = undefined;
      const list = trust();
      expect(list && (await session.appendLink(putLink(list, annie, session.now())))).toBeUndefined();
    };
    await session.refresh();
    expect(names()).toEqual(['Annie']);
    await session.refresh();
    expect(names()).toEqual(['Annie']);
    expect(asked('GET /trust')).toBe(0);
  });

  test('the answer to a change does not undo a newer trust list', async () => {
    line.meanwhile = async path => {
      if (path !== '/trust') return;
      line.meanwhile = undefined;
      await meanwhile(aContact({ nicknames: ['Annie', 'Mum'] }));
      await session.refresh();
    };
    const list = trust();
    expect(list && (await session.appendLink(putLink(list, annie, session.now())))).toBeUndefined();
    expect(names()).toEqual(['Annie', 'Mum']);
    expect(store.pairing?.checkpoint.length).toBe(4);
  });

  test('a slow refresh does not undo the trust list of a later one', async () => {
    await meanwhile();
    line.meanwhile = async path => {
      if (path !== '/messages') return;
      line.meanwhile = undefined;
      await meanwhile(aContact({ nicknames: ['Annie', 'Mum'] }));
      await session.refresh();
    };
    await session.refresh();
    expect(names()).toEqual(['Annie', 'Mum']);
    expect(asked('GET /trust')).toBe(0);
  });

  test('a slow first refresh does not undo the trust list of a later one', async () => {
    const late = await aSession(home);
    late.line.meanwhile = async () => {
      late.line.meanwhile = undefined;
      await meanwhile();
      await late.session.refresh();
    };
    await late.session.refresh();
    expect(names(late.session)).toEqual(['Annie']);
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

describe('listening', () => {
  test('listening to less than half gives no nonce for a release', async () => {
    await session.listenings.start(viewed());
    home.clock.pass(seconds(1));
    session.listenings.recordProgress(viewed(), 1_000, false);
    expect(session.listenings.getReleaseNonce(viewed())).toBeUndefined();
  });

  test('a recording that is longer than its message says must be heard by its real length', async () => {
    const view = viewed();
    const recording = { ...(view.recording as NonNullable<MessageView['recording']>), duration: 2 };
    const shortened = { ...view, recording };
    await session.listenings.start(shortened);
    session.listenings.recordLength(recording.digest, 4_000);
    home.clock.pass(400);
    session.listenings.recordProgress(shortened, 400, false);
    expect(session.listenings.getReleaseNonce(shortened)).toBeUndefined();
    expect(session.listenings.measureHeard(shortened)).toBe(0.2);
    home.clock.pass(1_600);
    session.listenings.recordProgress(shortened, 2_000, false);
    expect(session.listenings.getReleaseNonce(shortened)).toBeDefined();
  });

  const answers = (audio: Uint8Array, words?: string) => {
    const form = new FormData();
    form.set('audio', new Blob([new Uint8Array(audio)]));
    if (words !== undefined) form.set('transcript', new Blob([words]));
    line.rewrite = () => new Response(form);
  };

  test.each([
    ['other bytes', () => answers(new Uint8Array([1, 2, 3]), aRecording().transcript)],
    ['the right bytes with other words', () => answers(aRecording().audio, 'Send money.')],
    ['the right bytes without their words', () => answers(aRecording().audio)],
    ['nothing', () => (line.rewrite = () => new Response(new FormData()))],
  ])('%s are not accepted as the recording of the message', async (_, rewrite) => {
    rewrite();
    expect(await session.download(viewed())).toEqual({ changed: true });
  });

  test('an answer that breaks off is not a recording', async () => {
    line.rewrite = () =>
      new Response('--x', { headers: { 'Content-Type': 'multipart/form-data; boundary=x' } });
    expect(await session.download(viewed())).toMatchObject({ problem: { code: 'no-answer' } });
  });
});

describe('a release', () => {
  test('the server accepts a release of what is shown', async () => {
    await session.answers.release(await heard());
    expect((await stored()).state).toBe('released');
    expect(viewed().state).toBe('released');
    expect(answering()).toBeUndefined();
    expect(store.kept).toEqual([]);
  });

  test('a release to another contact than was heard needs a confirmation, and then names that contact', async () => {
    const ben = aContact({
      id: 'ben' as Held['contact'],
      name: 'Ben',
      addresses: [{ channel: 'email', address: 'ben@example.org' }],
    });
    const list = trust();
    if (!list) throw new Error('The list does not hold.');
    expect(await session.appendLink(putLink(list, ben, session.now()))).toBeUndefined();
    const shown = { ...(await heard()), contact: ben };
    await session.answers.release(shown);
    expect(session.state.get().answers.get(message.id)).toEqual({ is: 'other-than-heard', contact: 'ben' });
    await session.answers.release({ ...shown, redirected: true });
    expect(viewed().answer).toMatchObject({ contact: 'ben' });
  });

  test('a release that is tapped twice is sent once', async () => {
    const shown = await heard();
    await Promise.all([session.answers.release(shown), session.answers.release(shown)]);
    expect(posts()).toBe(1);
  });

  test('a release whose answer was lost is confirmed by sending the same signature again', async () => {
    const shown = await heard();
    line.loses = 'answer';
    await session.answers.release(shown);
    expect(answering()).toEqual({ is: 'not-confirmed', type: 'release' });
    const [kept] = store.kept;
    line.loses = 'nothing';
    await session.refresh();
    expect(answering()).toBeUndefined();
    expect(await stored()).toMatchObject({ state: 'released', answer: { jws: kept?.jws } });
  });

  test('a release whose answer was lost before a reload is found at the server and not sent again', async () => {
    const shown = await heard();
    line.loses = 'answer';
    await session.answers.release(shown);
    const reloaded = await aSession(home, { store });
    await reloaded.session.restore();
    expect(answering(reloaded.session)).toEqual({ is: 'not-confirmed', type: 'release' });
    await reloaded.session.refresh();
    expect(answering(reloaded.session)).toBeUndefined();
    expect(reloaded.line.asked.filter(asked => asked.endsWith('/answer'))).toEqual([]);
    expect(store.kept).toEqual([]);
  });

  test('a release that never reached the server is shown as not sent after a reload', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    const reloaded = await aSession(home, { store });
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect(answering(reloaded.session)).toEqual({ is: 'not-sent' });
    expect((await stored()).state).toBe('held');
    expect(store.kept).toEqual([]);
  });

  test('a release that did not reach the server for a minute is not sent without another tap', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    home.clock.pass(minutes(1));
    line.loses = 'nothing';
    await session.refresh();
    expect(answering()).toEqual({ is: 'not-sent' });
    expect((await stored()).state).toBe('held');
    await session.answers.release(shown);
    expect((await stored()).state).toBe('released');
  });

  test('a discard that never reached the server is sent after a reload', async () => {
    line.loses = 'request';
    await session.answers.discard(viewed(), false);
    const reloaded = await aSession(home, { store });
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect((await stored()).state).toBe('discarded');
  });

  test('an unconfirmed release cannot be signed a second time', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    const [kept] = store.kept;
    await session.answers.release(shown);
    expect(store.kept).toEqual([kept]);
    expect(posts()).toBe(1);
  });

  test('a refused release shows the reason and is not sent again', async () => {
    const shown = await heard();
    home.clock.pass(minutes(61));
    await session.answers.release(shown);
    expect(answering()).toEqual({
      is: 'refused',
      title: 'The time to answer is over. Nothing was sent.',
    });
    await session.refresh();
    expect(posts()).toBe(1);
  });

  test('a release to a changed address is refused, and the trust list is loaded again', async () => {
    const shown = await heard();
    const { links } = await trustOf(home);
    const moved = aContact({ addresses: [{ channel: 'email', address: 'anna@new.example' }] });
    const link = await aLink(home.phone, links, puts(moved));
    home.documents.tamper(home.household, 'trust', 'trust', list => ({ ...list, links: [...links, link] }));
    await session.answers.release(shown);
    expect((await stored()).state).toBe('held');
    expect(trust()?.contacts.get(message.contact)).toEqual(moved);
  });

  test('a message with an unknown outcome can be released again after listening again', async () => {
    await session.answers.release(await heard());
    home.clock.pass(defaultSettings.undo);
    await moving(home, message, { do: 'claim', claim: aClaim() });
    await moving(home, message, { do: 'lose-claim' });
    await session.refresh();
    expect(session.listenings.getReleaseNonce(viewed())).toBeUndefined();
    await session.answers.release(await heard());
    expect((await stored()).state).toBe('released');
  });

  test('a release can be taken back before the delivery, and a new one needs listening again', async () => {
    await session.answers.release(await heard());
    await session.answers.undo(viewed());
    expect(viewed().state).toBe('held');
    expect(session.listenings.getReleaseNonce(viewed())).toBeUndefined();
  });
});

describe('a discard', () => {
  test('a discard needs no listening and can say that it was not meant', async () => {
    await session.answers.discard(viewed(), true);
    expect(await stored()).toMatchObject({ state: 'discarded', answer: { statement: { notMe: true } } });
  });

  test('a discard replaces a release that never arrived', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    line.loses = 'nothing';
    await session.answers.discard(viewed(), false);
    await session.refresh();
    expect((await stored()).state).toBe('discarded');
    expect(answering()).toBeUndefined();
  });

  test('an older refresh does not undo a discard on the screen', async () => {
    line.meanwhile = async path => {
      if (path !== '/messages') return;
      line.meanwhile = undefined;
      await session.answers.discard(viewed(), false);
    };
    await session.refresh();
    expect(viewed().state).toBe('discarded');
  });

  test('nothing is discarded without a valid trust list', async () => {
    home.documents.tamper(home.household, 'trust', 'trust', list => ({
      ...list,
      links: list.links.slice(0, 1),
    }));
    await session.refresh();
    await session.answers.discard(viewed(), false);
    expect(posts()).toBe(0);
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

describe('the household', () => {
  test('a room can be renamed', async () => {
    const room = { id: message.room, name: 'Echo 1' };
    const { household } = home;
    await home.documents.put({ kind: 'household', household, id: 'household', version: 0, rooms: [room] }, 0);
    expect(await householdActionsOf(session).renameRoom(room.id, 'Kitchen')).toBeUndefined();
    await session.refresh({ settings: true });
    expect(session.state.get().rooms).toEqual([{ id: room.id, name: 'Kitchen', paused: false }]);
    expect(viewed().room.name).toBe('Kitchen');
  });
});
