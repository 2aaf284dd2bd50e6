import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Held } from '../../../core/message/message.ts';
import { putLink } from '../../../phone/contacts/contact-draft.ts';
import type { Session } from '../../../phone/session/session.ts';
import { holding, type TestHousehold, trustOf } from '../../support/builders/a-household.ts';
import { aContact, aLink, aPhone, headOfLinks, puts } from '../../support/builders/builders.ts';
import { aSession, type Line, type createMemoryStore } from '../a-phone-app.ts';
import { aSessionWithMessage, type SessionWithMessage } from '../../support/builders/a-phone-session.ts';

let home: TestHousehold;
let message: Held;
let line: Line;
let store: ReturnType<typeof createMemoryStore>;
let session: Session;
let trust: SessionWithMessage['trust'];
let viewed: SessionWithMessage['viewed'];

beforeEach(async () => {
  ({ home, message, line, store, session, trust, viewed } = await aSessionWithMessage());
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

  /** Replaces the links that come with the messages, but not the answer to a request for the whole list. */
  const comes = (came: object) => {
    line.rewrite = path =>
      path === '/messages'
        ? Response.json({ now: home.clock.now(), messages: [], trust: came })
        : (undefined as never);
  };

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
