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
  aHouse,
  holding,
  type House,
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

let house: House;
let message: Held;
let session: Session;
let line: Line;
let store: ReturnType<typeof createMemoryStore>;

beforeEach(async () => {
  house = await aHouse();
  message = await holding(house);
  ({ session, line, store } = await aSession(house));
  await session.refresh();
});

const viewed = (from = session) =>
  from.state.get().messages?.find(({ id }) => id === message.id) as MessageView;
const trust = (from = session) => getTrustList(from.state.get());
const answering = (from = session) => from.state.get().answers.get(message.id);
const stored = (): Promise<Message> => storedMessage(house, message);
const posts = () => line.asked.filter(asked => asked.endsWith('/answer')).length;

/** Downloads, listens for long enough, and gives what is on the screen then. */
async function heard(from = session): Promise<ShownMessage> {
  const view = viewed(from);
  const download = await from.download(view);
  if (!('got' in download)) throw new Error('The recording was not there.');
  await from.listenings.start(view);
  house.clock.pass(seconds(4));
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
  test('what the house last showed is there after a reload, with when that was', async () => {
    const at = house.clock.now();
    const reloaded = await aSession(house, { store });
    reloaded.line.loses = 'request';
    house.clock.pass(minutes(5));
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect(reloaded.session.state.get()).toMatchObject({ seenAt: at, trouble: { code: 'no-answer' } });
    expect(viewed(reloaded.session).id).toBe(message.id);
    expect(trust(reloaded.session)?.contacts.size).toBeGreaterThan(0);
  });

  test('once the house shows more, that counts', async () => {
    const reloaded = await aSession(house, { store });
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect(reloaded.session.state.get().seenAt).toBeUndefined();
  });

  test('what was kept is believed only as far as its trust list holds', async () => {
    const { saw } = store;
    if (!saw) throw new Error('Nothing was kept.');
    store.saw = { ...saw, links: saw.links.slice(0, 1) };
    const reloaded = await aSession(house, { store });
    await reloaded.session.restore();
    expect(reloaded.session.state.get().trust).toMatchObject({ is: 'failing', why: 'shorter' });
  });
});

describe('more messages than fit on a page', () => {
  test('are asked for when the owner goes further back, and stay there when the newest are looked at', async () => {
    for (let i = 0; i < 250; i++)
      await house.documents.put(aHeldMessage({ id: `01A${String(i).padStart(4, '0')}` as never }), 0);
    await session.refresh();
    expect(session.state.get()).toMatchObject({ messages: { length: 200 }, more: true });
    await session.loadOlder();
    expect(session.state.get()).toMatchObject({ messages: { length: 251 }, more: false });
    await session.refresh();
    expect(session.state.get().messages).toHaveLength(251);
    expect(new Set(session.state.get().messages?.map(({ id }) => id)).size).toBe(251);
  });
});

describe('looking at the house', () => {
  test('shows the messages, and contacts from the replayed list', () => {
    expect(viewed().state).toBe('held');
    expect(trust()?.contacts.get(message.contact)?.addresses[0]?.address).toBe('anna@example.org');
  });

  test('a card that has not changed stays the same object, so that nothing on it is drawn anew', async () => {
    const before = viewed();
    await session.refresh();
    expect(viewed()).toBe(before);
  });

  test('a phone whose clock is five minutes slow corrects it and is answered', async () => {
    const late = await aSession(house, { slow: minutes(5) });
    await late.session.refresh();
    expect(viewed(late.session).id).toBe(message.id);
    expect(late.session.now()).toBe(house.clock.now());
  });

  test('an unreachable house is said to be so, and forgotten once it answers', async () => {
    line.loses = 'request';
    await session.refresh();
    expect(session.state.get().trouble?.code).toBe('no-answer');
    expect(viewed().id).toBe(message.id);
    line.loses = 'nothing';
    await session.refresh();
    expect(session.state.get().trouble).toBeUndefined();
  });

  test('a house that was asked too often is left alone for as long as it says', async () => {
    line.rewrite = () =>
      Response.json(
        { code: 'too-many-requests', title: 'Too many requests.' },
        { status: 429, headers: { 'Retry-After': '30' } },
      );
    await session.refresh();
    delete line.rewrite;
    const asked = line.asked.length;
    house.clock.pass(seconds(29));
    await session.refresh();
    expect(line.asked).toHaveLength(asked);
    expect(session.state.get().trouble?.code).toBe('too-many-requests');
    house.clock.pass(seconds(2));
    await session.refresh();
    expect(session.state.get().trouble).toBeUndefined();
  });

  test('a list shorter than the phone has seen is not believed, at the next look', async () => {
    house.documents.tamper(house.household, 'trust', 'trust', list => ({
      ...list,
      links: list.links.slice(0, 1),
    }));
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'shorter' });
    expect(trust()).toBeUndefined();
  });

  test('a list that the house itself cannot replay is not believed either, at once', async () => {
    house.documents.tamper(house.household, 'trust', 'trust', list => ({ ...list, links: [] }));
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'broken' });
  });

  test('a message in a shape this page does not know is not shown half', async () => {
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
    house.documents.tamper(house.household, 'trust', 'trust', list => ({
      ...list,
      links: links(list.links),
    }));

  /** Somebody else puts a contact into the list. */
  async function meanwhile(contact = annie): Promise<void> {
    const link = await aLink(house.phone, (await trustOf(house)).links, puts(contact));
    change(links => [...links, link]);
  }

  test('is not asked for by itself, on any screen', async () => {
    for (let look = 0; look < 6; look++) await session.refresh({ settings: look > 2 });
    await meanwhile();
    await session.refresh();
    expect(asked('GET /trust')).toBe(0);
  });

  test('that has grown is taken over at the next look, which asks for what is missing alone', async () => {
    await meanwhile();
    await session.refresh();
    expect(names()).toEqual(['Annie']);
    expect(store.pairing?.checkpoint.length).toBe(3);
    await session.refresh();
    expect(line.queries.slice(-3)).toEqual(['?known=0', '?known=2', '?known=3']);
  });

  test('is there before the messages that came with it', async () => {
    await meanwhile();
    await holding(house, { id: '01JZNEWER' as Held['id'] });
    const shown: unknown[] = [];
    session.state.subscribe(() => {
      const { messages } = session.state.get();
      if (messages?.length === 2) shown.push(names());
    });
    await session.refresh();
    expect(shown[0]).toEqual(['Annie']);
  });

  test('that has not changed stays the same object, so that nothing is replayed or drawn anew', async () => {
    const before = session.state.get().trust;
    store.pairing = undefined as never;
    await session.refresh({ settings: true });
    expect(session.state.get().trust).toBe(before);
    expect(store.pairing).toBeUndefined();
  });

  test('that an earlier visit left is continued', async () => {
    const reloaded = await aSession(house, { store });
    await meanwhile();
    await reloaded.session.restore();
    expect(names(reloaded.session)).toEqual([]);
    await reloaded.session.refresh();
    expect(names(reloaded.session)).toEqual(['Annie']);
    expect(reloaded.line.queries).toEqual(['?known=2']);
    expect(reloaded.line.asked).toEqual(['GET /messages']);
  });

  test('whose last link was replaced is rewritten', async () => {
    const other = await aLink(house.phone, (await trustOf(house)).links.slice(0, 1), puts(annie));
    change(([first = '']) => [first, other]);
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'rewritten' });
  });

  test('that was replaced and has grown is rewritten', async () => {
    const first = (await trustOf(house)).links.slice(0, 1);
    const second = [...first, await aLink(house.phone, first, puts(annie))];
    const third = await aLink(house.phone, second, puts(aContact()));
    change(() => [...second, third]);
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'rewritten' });
    expect(asked('GET /trust')).toBe(1);
  });

  test('that fails is judged at every look, and holds once it is there again', async () => {
    const { links } = await trustOf(house);
    change(([first = '']) => [first]);
    await session.refresh();
    await session.refresh();
    expect(session.state.get().trust).toEqual({ is: 'failing', why: 'shorter' });
    change(() => links);
    await session.refresh();
    expect(session.state.get().trust.is).toBe('holding');
  });

  /** The list comes with the messages as said; asked for by itself it is what it is. */
  const comes = (came: object) => {
    line.rewrite = path =>
      path === '/messages'
        ? Response.json({ now: house.clock.now(), messages: [], trust: came })
        : (undefined as never);
  };

  test.each<[string, () => Promise<object>]>([
    ['under another head', async () => ({ head: 'x'.repeat(43), links: [] })],
    [
      'with a link by a stranger',
      async () => {
        const stranger = await aPhone('A stranger');
        const link = await aLink(stranger, (await trustOf(house)).links, puts(annie));
        return { head: headOfLinks([link]), links: [link] };
      },
    ],
    [
      'once more from its beginning',
      async () => {
        const { links } = await trustOf(house);
        return { head: headOfLinks(links), links };
      },
    ],
  ])('that comes %s is asked for once as a whole, and that is judged', async (_, came) => {
    const before = session.state.get().trust;
    comes(await came());
    await session.refresh();
    expect(asked('GET /trust')).toBe(1);
    expect(session.state.get().trust).toBe(before);
    expect(session.state.get().messages).toEqual([]);
  });

  test('that does not continue and cannot be asked for shows no messages, and says so', async () => {
    comes({ head: 'x'.repeat(43), links: [] });
    line.meanwhile = async path => void (line.loses = path === '/trust' ? 'one answer' : 'nothing');
    await session.refresh();
    expect(session.state.get().trouble?.code).toBe('no-answer');
    expect(viewed().id).toBe(message.id);
  });

  test('that lacks its last link is not taken for the whole', async () => {
    await meanwhile();
    const reloaded = await aSession(house);
    const { links } = await trustOf(house);
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

  test('is not set back by a look that was asked before a change from here', async () => {
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

  test('is not set back by the answer to a change, where a look came sooner and showed more', async () => {
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

  test('is not set back by a look that took longer than the next one', async () => {
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

  test('is not set back by the first look of all either', async () => {
    const late = await aSession(house);
    late.line.meanwhile = async () => {
      late.line.meanwhile = undefined;
      await meanwhile();
      await late.session.refresh();
    };
    await late.session.refresh();
    expect(names(late.session)).toEqual(['Annie']);
  });
});

describe('a phone that the house does not know any more', () => {
  const goes = async () => house.documents.forget(house.household);

  test('shows nothing, once the house was erased', async () => {
    await goes();
    await session.refresh();
    expect(session.state.get()).toMatchObject({
      trust: { is: 'failing', why: 'not-paired' },
      messages: undefined,
    });
  });

  test('shows nothing of what an older look brings after that', async () => {
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
  test('less than half gives no nonce for a release', async () => {
    await session.listenings.start(viewed());
    house.clock.pass(seconds(1));
    session.listenings.recordProgress(viewed(), 1_000, false);
    expect(session.listenings.getReleaseNonce(viewed())).toBeUndefined();
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
  ])('%s are told apart from the recording the message speaks of', async (_, rewrite) => {
    rewrite();
    expect(await session.download(viewed())).toEqual({ changed: true });
  });

  test('an answer that breaks off is no recording', async () => {
    line.rewrite = () =>
      new Response('--x', { headers: { 'Content-Type': 'multipart/form-data; boundary=x' } });
    expect(await session.download(viewed())).toMatchObject({ problem: { code: 'no-answer' } });
  });
});

describe('a release', () => {
  test('of what is shown is taken by the house', async () => {
    await session.answers.release(await heard());
    expect((await stored()).state).toBe('released');
    expect(viewed().state).toBe('released');
    expect(answering()).toBeUndefined();
    expect(store.kept).toEqual([]);
  });

  test('to someone else than was heard is asked about, and then names that contact and its address', async () => {
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

  test('tapped twice is handed in once', async () => {
    const shown = await heard();
    await Promise.all([session.answers.release(shown), session.answers.release(shown)]);
    expect(posts()).toBe(1);
  });

  test('whose answer was lost is not confirmed, and confirmed by asking with the same signature', async () => {
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

  test('whose answer was lost before a reload is found to be there, and not handed in again', async () => {
    const shown = await heard();
    line.loses = 'answer';
    await session.answers.release(shown);
    const reloaded = await aSession(house, { store });
    await reloaded.session.restore();
    expect(answering(reloaded.session)).toEqual({ is: 'not-confirmed', type: 'release' });
    await reloaded.session.refresh();
    expect(answering(reloaded.session)).toBeUndefined();
    expect(reloaded.line.asked.filter(asked => asked.endsWith('/answer'))).toEqual([]);
    expect(store.kept).toEqual([]);
  });

  test('that never reached the house is shown as not sent after a reload, and is not sent by itself', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    const reloaded = await aSession(house, { store });
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect(answering(reloaded.session)).toEqual({ is: 'not-sent' });
    expect((await stored()).state).toBe('held');
    expect(store.kept).toEqual([]);
  });

  test('that never reached the house for a minute is not sent by itself, and can be sent again', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    house.clock.pass(minutes(1));
    line.loses = 'nothing';
    await session.refresh();
    expect(answering()).toEqual({ is: 'not-sent' });
    expect((await stored()).state).toBe('held');
    await session.answers.release(shown);
    expect((await stored()).state).toBe('released');
  });

  test('a discard that never reached the house is handed in after a reload all the same: no is always safe', async () => {
    line.loses = 'request';
    await session.answers.discard(viewed(), false);
    const reloaded = await aSession(house, { store });
    await reloaded.session.restore();
    await reloaded.session.refresh();
    expect((await stored()).state).toBe('discarded');
  });

  test('that is not confirmed cannot be signed a second time', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    const [kept] = store.kept;
    await session.answers.release(shown);
    expect(store.kept).toEqual([kept]);
    expect(posts()).toBe(1);
  });

  test('that is refused says why, and is asked no more', async () => {
    const shown = await heard();
    house.clock.pass(minutes(61));
    await session.answers.release(shown);
    expect(answering()).toEqual({
      is: 'refused',
      title: 'The time to answer is over. Nothing was sent.',
    });
    await session.refresh();
    expect(posts()).toBe(1);
  });

  test('under an address that has changed since is refused, and the list is looked at again', async () => {
    const shown = await heard();
    const { links } = await trustOf(house);
    const moved = aContact({ addresses: [{ channel: 'email', address: 'anna@new.example' }] });
    const link = await aLink(house.phone, links, puts(moved));
    house.documents.tamper(house.household, 'trust', 'trust', list => ({ ...list, links: [...links, link] }));
    await session.answers.release(shown);
    expect((await stored()).state).toBe('held');
    expect(trust()?.contacts.get(message.contact)).toEqual(moved);
  });

  test('of an unknown outcome is a new one, after listening anew', async () => {
    await session.answers.release(await heard());
    house.clock.pass(defaultSettings.undo);
    await moving(house, message, { do: 'claim', claim: aClaim() });
    await moving(house, message, { do: 'lose-claim' });
    await session.refresh();
    expect(session.listenings.getReleaseNonce(viewed())).toBeUndefined();
    await session.answers.release(await heard());
    expect((await stored()).state).toBe('released');
  });

  test('is taken back while nobody delivers it, and then has to be listened to anew', async () => {
    await session.answers.release(await heard());
    await session.answers.undo(viewed());
    expect(viewed().state).toBe('held');
    expect(session.listenings.getReleaseNonce(viewed())).toBeUndefined();
  });
});

describe('a discard', () => {
  test('needs no listening and says that it was not me', async () => {
    await session.answers.discard(viewed(), true);
    expect(await stored()).toMatchObject({ state: 'discarded', answer: { statement: { notMe: true } } });
  });

  test('takes the place of a release that never arrived', async () => {
    const shown = await heard();
    line.loses = 'request';
    await session.answers.release(shown);
    line.loses = 'nothing';
    await session.answers.discard(viewed(), false);
    await session.refresh();
    expect((await stored()).state).toBe('discarded');
    expect(answering()).toBeUndefined();
  });

  test('is not undone on the screen by an older look that arrives after it', async () => {
    line.meanwhile = async path => {
      if (path !== '/messages') return;
      line.meanwhile = undefined;
      await session.answers.discard(viewed(), false);
    };
    await session.refresh();
    expect(viewed().state).toBe('discarded');
  });

  test('is not made while the list does not hold', async () => {
    house.documents.tamper(house.household, 'trust', 'trust', list => ({
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

  test('is shown from the list that the house gives back, and remembered as seen', async () => {
    expect(await put()).toBeUndefined();
    expect(trust()?.contacts.get(changed.id)?.nicknames).toEqual(['Mum']);
    expect(store.pairing?.checkpoint.length).toBe(3);
  });

  test('that came after another change is refused, and the list is loaded again', async () => {
    const { links } = await trustOf(house);
    const first = aContact({ nicknames: ['Annie'] });
    const link = await aLink(house.phone, links, puts(first));
    const before = putLink(trust() as NonNullable<ReturnType<typeof trust>>, changed, session.now());
    house.documents.tamper(house.household, 'trust', 'trust', list => ({ ...list, links: [...links, link] }));
    expect((await session.appendLink(before))?.code).toBe('trust-list-changed');
    expect(trust()?.contacts.get(changed.id)?.nicknames).toEqual(['Annie']);
  });

  test('whose answer was lost counts as done once the list shows it', async () => {
    line.loses = 'one answer';
    expect(await put()).toBeUndefined();
    expect(trust()?.contacts.get(changed.id)?.nicknames).toEqual(['Mum']);
  });

  test('that never arrived is said to be unconfirmed', async () => {
    line.loses = 'request';
    expect((await put())?.code).toBe('no-answer');
  });
});

describe('the house', () => {
  test('a room is renamed', async () => {
    const room = { id: message.room, name: 'Echo 1' };
    const { household } = house;
    await house.documents.put(
      { kind: 'household', household, id: 'household', version: 0, rooms: [room] },
      0,
    );
    expect(await householdActionsOf(session).renameRoom(room.id, 'Kitchen')).toBeUndefined();
    await session.refresh({ settings: true });
    expect(session.state.get().rooms).toEqual([{ id: room.id, name: 'Kitchen', paused: false }]);
    expect(viewed().room.name).toBe('Kitchen');
  });
});
