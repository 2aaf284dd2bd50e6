import { describe, expect, test } from '@jest/globals';
import type { Moments } from '../../../../core/confidence/evidence/definition.ts';
import { type EvidenceName, observe } from '../../../../core/confidence/evidence/registry.ts';
import { committedModel } from '../../../../core/confidence/model.ts';
import { CLEAR, type Match } from '../../../../core/confidence/names/match-contact.ts';
import { TalkRates } from '../../../../core/confidence/names/talk-rates.ts';
import type { ContactId, RoomId } from '../../../../core/household/ids.ts';
import { after, seconds } from '../../../../core/household/instant.ts';
import { aContact, noon } from '../../../support/builders/builders.ts';

const mary = 'mary' as ContactId;
const john = 'john' as ContactId;
const kitchen = 'kitchen' as RoomId;
const one = (kind: 'exact' | 'nickname' | 'near', contact = mary, apart = 0, margin = CLEAR): Match => ({
  kind,
  contact,
  apart,
  margin,
});
const several: Match = { kind: 'ambiguous', contacts: [mary, john], apart: 0 };
const none: Match = { kind: 'none' };
/** "Very" is common, "mark" is a word and a name, nothing is near Zebulon. */
const talk = new TalkRates({ very: 40, mark: 1.5, the: 400 });

/** What is observed of one piece of evidence when a name is heard. */
function whenNameHeard(piece: EvidenceName, known: Partial<Moments['name-heard']>): string | undefined {
  const observations = observe('name-heard', {
    name: { text: 'mary', resolved: [] },
    match: one('exact'),
    contact: undefined,
    room: kitchen,
    speaker: undefined,
    pastAnswers: undefined,
    askedAt: undefined,
    answeredAt: noon,
    talk,
    ...known,
  });
  return observations.find(({ name }) => name === piece)?.observed;
}

/** What is observed of one piece of evidence when the message is heard. */
const whenMessageHeard = (
  piece: EvidenceName,
  content: string,
  contentWeights = committedModel.content,
): string | undefined =>
  observe('message-heard', { transcript: content, contentWeights }).find(({ name }) => name === piece)
    ?.observed;

describe('opening', () => {
  test.each([
    [true, true, 'one-shot'],
    [true, false, 'opened'],
    [false, true, 'opened'],
  ])('a request that opens the session: %s, with a name: %s, is %s', (opensSession, withName, observed) => {
    expect(observe('request-heard', { opensSession, withName })).toEqual([{ name: 'opening', observed }]);
  });
});

describe('recipient and margin', () => {
  test.each<[string, Match]>([
    ['exact', one('exact')],
    ['nickname', one('nickname')],
    ['sounds-same', one('near')],
    ['near', one('near', mary, 0.5)],
    ['ambiguous', several],
    ['none', none],
  ])('a recipient is heard as %s', (observed, match) => {
    expect(whenNameHeard('recipient', { match })).toBe(observed);
  });

  test('a margin is tight if another contact sounds much like the name', () => {
    expect(whenNameHeard('margin', { match: one('exact') })).toBe('clear');
    expect(whenNameHeard('margin', { match: one('exact', mary, 0, 0.5) })).toBe('tight');
  });

  test('a name that matches no single contact has no margin', () => {
    expect(whenNameHeard('margin', { match: several })).toBeUndefined();
    expect(whenNameHeard('margin', { match: none })).toBeUndefined();
  });
});

describe('commonness', () => {
  test('a talk rate counts the name itself and the words that sound near it separately', () => {
    expect(talk.rateOf('Mark')).toEqual({ own: 1.5, near: 0 });
    expect(talk.rateOf('Mary')).toEqual({ own: 0, near: 40 });
    expect(talk.rateOf('Zebulon')).toEqual({ own: 0, near: 0 });
    expect(talk.rateOf('')).toEqual({ own: 0, near: 0 });
    expect(talk.rateOf('Ольга')).toEqual({ own: 0, near: 0 });
  });

  test('a word that sounds the same counts as the name itself', () => {
    expect(new TalkRates({ ann: 3 }).rateOf('Anne').own).toBe(3);
  });

  test.each([
    ['Mark', 0, 'common'],
    ['Zebulon', 0, 'rare'],
    // Near words count for a tenth: a recogniser that expects contacts may write Mary for "very".
    ['Mary', 0, 'common'],
    ['Mary', 1, 'near-common'],
    ['Mark', 1, 'near-rare'],
  ])('the name %s, heard %d phonemes apart, is %s', (name, apart, observed) => {
    const known = {
      name: { text: name, resolved: [] },
      match: one('near', mary, apart),
      contact: aContact({ id: mary, name, nicknames: [] }),
    };
    expect(whenNameHeard('commonness', known)).toBe(observed);
  });

  test('a name that matches no single contact has no commonness', () => {
    expect(whenNameHeard('commonness', { match: none })).toBeUndefined();
  });

  test('a contact with a common nickname has a common sound', () => {
    expect(talk.isSoundCommon(['zebulon', 'mary'])).toBe(true);
    expect(talk.isSoundCommon([])).toBe(false);
  });

  test('the committed talk rates know that Mary sounds near common words and Christopher does not', () => {
    expect(committedModel.talk.rateOf('Mary').near).toBeGreaterThan(10);
    expect(committedModel.talk.isNameCommon('christopher')).toBe(false);
  });
});

describe('around', () => {
  test.each([
    ['to anna', 'request-like'],
    ['anna please', 'request-like'],
    ['and anna said that we', 'talk-like'],
    ['anna', undefined],
    ['anna maria berg', undefined],
    ['', undefined],
    ['please', undefined],
  ])('the words around the name in "%s" are %s', (text, observed) => {
    expect(whenNameHeard('around', { name: { text, resolved: [] } })).toBe(observed);
  });
});

describe('name-again', () => {
  const again = (match: Match, heard = 'mary', heardAs: 'itself' | 'near' = 'itself') =>
    observe('name-heard-again', {
      name: { text: heard, resolved: [] },
      match,
      expected: { contact: mary, names: [heard], heardAs },
      askedAt: undefined,
      answeredAt: noon,
      talk,
    });

  test.each<[string, Match, string]>([
    ['none', none, 'zebulon'],
    ['same', one('exact'), 'zebulon'],
    ['same', one('nickname'), 'zebulon'],
    ['same', one('near'), 'zebulon'],
    ['same-common', one('exact'), 'mark'],
    ['same-common', one('exact'), 'the'],
    ['same-common', one('exact'), 'my mark'],
    ['same-near', one('near', mary, 1), 'zebulon'],
    ['same-near-common', one('near', mary, 1), 'mary'],
    ['same-near', several, 'zebulon'],
    ['other', one('exact', john), 'zebulon'],
  ])('the name said again is %s for %j as %s', (observed, match, heard) => {
    expect(again(match, heard)).toEqual([{ name: 'name-again', observed }]);
  });

  test('an exact name corrects an earlier name that was only near, and no other', () => {
    expect(again(one('exact', john), 'john', 'near')).toEqual([
      { name: 'name-again', observed: 'corrected' },
    ]);
    expect(again(one('near', john, 1), 'john', 'near')).toEqual([{ name: 'name-again', observed: 'other' }]);
    expect(again(one('exact', john), 'john', 'itself')).toEqual([{ name: 'name-again', observed: 'other' }]);
  });
});

describe('content and length', () => {
  test.each(["I'm running late see you at seven", 'happy birthday', 'please call me tonight'])(
    'the content "%s" reads like a message',
    content => {
      expect(whenMessageHeard('content', content)).toMatch(/^message/);
    },
  );

  test.each([
    'and then you know we went over there because they had the other one and it was the only one that',
    'yeah i mean i think that that is what they do but i do not know the',
  ])('the content "%s" reads like talk', content => {
    expect(whenMessageHeard('content', content)).toBe('talk-3');
  });

  test('the content score decides the case, and unknown words score nothing', () => {
    const weights = new Map([['yes', 4]]);
    expect(whenMessageHeard('content', 'yes', weights)).toBe('message-3');
    expect(whenMessageHeard('content', 'xqzt', weights)).toBe('message-1');
    expect(whenMessageHeard('content', '', weights)).toBe('message-1');
    expect(whenMessageHeard('content', 'no', new Map([['no', -9]]))).toBe('talk-3');
  });

  test.each([
    [0, 'word'],
    [1, 'word'],
    [2, 'short'],
    [3, 'short'],
    [4, 'sentence'],
    [12, 'sentence'],
    [13, 'long'],
    [17, 'long'],
    [18, 'breath'],
  ])('a message of %d words has the length %s', (count, observed) => {
    expect(whenMessageHeard('length', Array.from({ length: count }, () => 'word').join(' '))).toBe(observed);
  });
});

describe('one-breath', () => {
  test.each([
    [
      'joined',
      [
        { name: 'opening', observed: 'one-shot' },
        { name: 'one-breath', observed: 'joined' },
      ],
    ],
    [undefined, [{ name: 'opening', observed: 'one-shot' }]],
  ] as const)('a request with its message %s to the name is observed as %j', (form, observed) => {
    const known = { opensSession: true, withName: true, ...(form && { form }) };
    expect(observe('request-heard', known)).toEqual(observed);
  });
});

describe('evidence that is often missing', () => {
  test('a voice that the platform did not recognise is no evidence against', () => {
    expect(whenNameHeard('speaker', { match: one('exact') })).toBeUndefined();
  });

  test('a recognised voice that names a contact exactly is a case of its own', () => {
    expect(whenNameHeard('speaker', { speaker: 'voice', match: one('near', mary, 1) })).toBe('recognised');
    expect(whenNameHeard('speaker', { speaker: 'voice-and-pin' })).toBe('named-exactly');
  });

  test.each([
    [undefined, undefined],
    [14, undefined],
    [15, 'slow'],
  ])('an answer after %s seconds is %s', (waited, observed) => {
    const askedAt = waited === undefined ? undefined : after(noon, seconds(-waited));
    expect(whenNameHeard('answer-time', { askedAt })).toBe(observed);
  });

  test('a slow answer is observed when the name is said again too', () => {
    const observations = observe('name-heard-again', {
      name: { text: 'zebulon', resolved: [] },
      match: one('exact'),
      expected: { contact: mary, names: ['zebulon'], heardAs: 'itself' },
      askedAt: after(noon, seconds(-15)),
      answeredAt: noon,
      talk,
    });
    expect(observations).toContainEqual({ name: 'answer-time', observed: 'slow' });
  });

  test.each([
    [1, 0, undefined],
    [2, 0, 'mixed'],
    [3, 0, 'mostly-meant'],
    [2, 2, 'mixed'],
    [0, 2, 'mostly-not-meant'],
  ])('%d messages that were meant and %d that were not count as %s', (meant, notMeant, observed) => {
    const tally = { meant, notMeant };
    const ofContact = { contacts: new Map([[mary, tally]]), rooms: new Map() };
    const ofRoom = { contacts: new Map(), rooms: new Map([[kitchen, tally]]) };
    const contact = aContact({ id: mary });
    expect(whenNameHeard('contact-history', { pastAnswers: ofContact, contact })).toBe(observed);
    expect(whenNameHeard('room-history', { pastAnswers: ofContact, contact })).toBeUndefined();
    expect(whenNameHeard('room-history', { pastAnswers: ofRoom, contact })).toBe(observed);
    expect(whenNameHeard('contact-history', { pastAnswers: ofRoom, contact })).toBeUndefined();
  });

  test('a household without past answers shows none', () => {
    const contact = aContact({ id: mary });
    expect(whenNameHeard('contact-history', { contact })).toBeUndefined();
    expect(whenNameHeard('room-history', { contact })).toBeUndefined();
  });

  test('evidence that counts once in a conversation is not observed again', () => {
    const known: Moments['name-heard'] = {
      name: { text: 'mary', resolved: [] },
      match: one('exact'),
      contact: aContact({ id: mary }),
      room: kitchen,
      speaker: undefined,
      pastAnswers: { contacts: new Map(), rooms: new Map([[kitchen, { meant: 0, notMeant: 2 }]]) },
      askedAt: undefined,
      answeredAt: noon,
      talk,
    };
    const first = observe('name-heard', known);
    const second = observe('name-heard', known, first);
    expect(first.map(({ name }) => name)).toContain('room-history');
    expect(second.map(({ name }) => name)).not.toContain('room-history');
    expect(second.map(({ name }) => name)).toContain('recipient');
  });
});
