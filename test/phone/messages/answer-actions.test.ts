import { beforeEach, describe, expect, test } from '@jest/globals';
import { defaultSettings } from '../../../core/household/settings.ts';
import { minutes, seconds } from '../../../core/household/instant.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import { putLink } from '../../../phone/contacts/contact-draft.ts';
import type { Session } from '../../../phone/session/session.ts';
import type { ShownMessage } from '../../../phone/messages/statements.ts';
import { type TestHousehold, moving, storedMessage, trustOf } from '../../support/builders/a-household.ts';
import { aClaim, aContact, aLink, puts } from '../../support/builders/builders.ts';
import { aSession, type Line, type createMemoryStore } from '../a-phone-app.ts';
import { aSessionWithMessage, type SessionWithMessage } from '../../support/builders/a-phone-session.ts';

let store: ReturnType<typeof createMemoryStore>;
let home: TestHousehold;
let trust: SessionWithMessage['trust'];
let viewed: SessionWithMessage['viewed'];
let message: Held;
let session: Session;
let line: Line;

beforeEach(async () => {
  ({ store, home, trust, viewed, message, session, line } = await aSessionWithMessage());
});

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
