import { describe, expect, test } from '@jest/globals';
import { answerTimeEvidence } from '../../../core/confidence/evidence/answer-time.ts';
import { aroundEvidence } from '../../../core/confidence/evidence/around.ts';
import { commonnessEvidence, isCommon } from '../../../core/confidence/evidence/commonness.ts';
import { contentEvidence } from '../../../core/confidence/evidence/content.ts';
import { historyEvidence } from '../../../core/confidence/evidence/history.ts';
import { lengthEvidence } from '../../../core/confidence/evidence/length.ts';
import { marginEvidence } from '../../../core/confidence/evidence/margin.ts';
import { missEvidence } from '../../../core/confidence/evidence/miss.ts';
import { nameAgainEvidence } from '../../../core/confidence/evidence/name-again.ts';
import { openingEvidence } from '../../../core/confidence/evidence/opening.ts';
import { recipientEvidence } from '../../../core/confidence/evidence/recipient.ts';
import { speakerEvidence } from '../../../core/confidence/evidence/speaker.ts';
import { CLEAR, type Match } from '../../../core/confidence/names/match-contact.ts';
import { model } from '../../../core/confidence/model.ts';
import { TalkRates } from '../../../core/confidence/names/talk-rates.ts';
import type { ContactId, RoomId } from '../../../core/household/ids.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import { noon } from '../../support/builders/builders.ts';

const mary = 'mary' as ContactId;
const john = 'john' as ContactId;
const one = (kind: 'exact' | 'nickname' | 'near', contact = mary, apart = 0, margin = CLEAR): Match => ({
  kind,
  contact,
  apart,
  margin,
});
const several: Match = { kind: 'ambiguous', contacts: [mary, john] };
const none: Match = { kind: 'none' };
/** "Very" is common, "mark" is a word and a name, nothing is near Zebulon. */
const talk = new TalkRates({ very: 40, mark: 1.5, the: 400 });

describe('the opening and the recipient', () => {
  test('a one-shot is told from an opened conversation', () => {
    expect(openingEvidence('one-shot').observed).toBe('one-shot');
    expect(openingEvidence('opened').observed).toBe('opened');
  });

  test.each<[string, Match]>([
    ['exact', one('exact')],
    ['nickname', one('nickname')],
    ['sounds-same', one('near')],
    ['near', one('near', mary, 0.5)],
    ['ambiguous', several],
    ['none', none],
  ])('a name is heard as %s', (observed, match) => {
    expect(recipientEvidence(match).observed).toBe(observed);
  });

  test('the margin is tight where another contact sounds much like it, and missing without one contact', () => {
    expect(marginEvidence(one('exact'))?.observed).toBe('clear');
    expect(marginEvidence(one('exact', mary, 0, 0.5))?.observed).toBe('tight');
    expect(marginEvidence(several)).toBeUndefined();
    expect(marginEvidence(none)).toBeUndefined();
  });
});

describe('how common a name is in talk', () => {
  test('counts the name itself, and what sounds near it apart', () => {
    expect(talk.of('Mark')).toEqual({ own: 1.5, near: 0 });
    expect(talk.of('Mary')).toEqual({ own: 0, near: 40 });
    expect(talk.of('Zebulon')).toEqual({ own: 0, near: 0 });
    expect(talk.of('')).toEqual({ own: 0, near: 0 });
    expect(talk.of('Ольга')).toEqual({ own: 0, near: 0 });
  });

  test('counts a word that sounds the same as the name', () => {
    expect(new TalkRates({ ann: 3 }).of('Anne').own).toBe(3);
  });

  test.each([
    ['Mark', 'itself', 'common'],
    ['Zebulon', 'itself', 'rare'],
    // Near words count for a tenth: a recogniser that expects contacts may write Mary for "very".
    ['Mary', 'itself', 'common'],
    ['Mary', 'near', 'near-common'],
    ['Mark', 'near', 'near-rare'],
  ] as const)('%s heard %s is %s', (name, heard, observed) => {
    expect(commonnessEvidence([name], heard, talk).observed).toBe(observed);
  });

  test('is that of the commonest of its names', () => {
    expect(isCommon(['zebulon', 'mary'], 'near', talk)).toBe(true);
    expect(isCommon([], 'near', talk)).toBe(false);
  });

  test('of the committed count knows what everybody says', () => {
    expect(model.talk.of('Mary').near).toBeGreaterThan(10);
    expect(isCommon(['christopher'], 'itself', model.talk)).toBe(false);
  });
});

describe('the words around a name', () => {
  test.each([
    ['to anna', 'request-like'],
    ['anna please', 'request-like'],
    ['and anna said that we', 'talk-like'],
  ])('"%s" is %s', (text, observed) => {
    expect(aroundEvidence({ text, resolved: [] })?.observed).toBe(observed);
  });

  test.each(['anna', 'anna maria berg', '', 'please'])('"%s" has none', text => {
    expect(aroundEvidence({ text, resolved: [] })).toBeUndefined();
  });
});

describe('the name said again', () => {
  type Said = { heard?: string; first?: 'itself' | 'near' };
  const again = (match: Match, { heard = 'mary', first = 'itself' }: Said = {}) =>
    nameAgainEvidence(match, mary, { heard, names: [heard], first, talk }).observed;

  test.each<[string, Match, string]>([
    ['none', none, 'zebulon'],
    ['same', one('exact'), 'zebulon'],
    ['same', one('nickname'), 'zebulon'],
    ['same', one('near'), 'zebulon'],
    ['same-common', one('exact'), 'mark'],
    ['same-near', one('near', mary, 1), 'zebulon'],
    ['same-near-common', one('near', mary, 1), 'mary'],
    ['same-near', several, 'zebulon'],
    ['other', one('exact', john), 'zebulon'],
  ])('is %s', (observed, match, heard) => {
    expect(again(match, { heard })).toBe(observed);
  });

  test('corrects a first name that was only near, and no other', () => {
    expect(again(one('exact', john), { first: 'near' })).toBe('corrected');
    expect(again(one('near', john, 1), { first: 'near' })).toBe('other');
    expect(again(one('exact', john), { first: 'itself' })).toBe('other');
  });
});

describe('the content', () => {
  const read = (words: string) => contentEvidence(words, model.content).observed;

  test.each(["I'm running late see you at seven", 'happy birthday', 'please call me tonight'])(
    '"%s" reads like a message',
    words => {
      expect(read(words)).toMatch(/^message/);
    },
  );

  test.each([
    'and then you know we went over there because they had the other one and it was the only one that',
    'yeah i mean i think that that is what they do but i do not know the',
  ])('"%s" reads like talk', words => {
    expect(read(words)).toBe('talk-3');
  });

  test('weighs the steps of its score, and unknown words not at all', () => {
    const weights = new Map([['yes', 4]]);
    expect(contentEvidence('yes', weights).observed).toBe('message-3');
    expect(contentEvidence('xqzt', weights).observed).toBe('message-1');
    expect(contentEvidence('', weights).observed).toBe('message-1');
    expect(contentEvidence('no', new Map([['no', -9]])).observed).toBe('talk-3');
  });

  test.each([
    [1, 'word'],
    [2, 'short'],
    [3, 'short'],
    [4, 'sentence'],
    [12, 'sentence'],
    [13, 'long'],
    [18, 'breath'],
  ])('of %d words is a %s', (count, observed) => {
    expect(lengthEvidence(Array.from({ length: count }, () => 'word').join(' ')).observed).toBe(observed);
  });
});

describe('what is often missing', () => {
  test('a voice that nobody recognised is no evidence against', () => {
    expect(speakerEvidence(undefined, one('exact'))).toBeUndefined();
    expect(speakerEvidence('voice', one('near', mary, 1))?.observed).toBe('recognised');
    expect(speakerEvidence('voice-and-pin', one('exact'))?.observed).toBe('named-exactly');
  });

  test('an answer within one asking says nothing, a later one is slow', () => {
    expect(answerTimeEvidence(undefined, noon)).toBeUndefined();
    expect(answerTimeEvidence(noon, after(noon, seconds(14)))).toBeUndefined();
    expect(answerTimeEvidence(noon, after(noon, seconds(15)))?.observed).toBe('slow');
  });

  test('a miss says what was missed', () => {
    expect(missEvidence('off-topic').observed).toBe('off-topic');
    expect(missEvidence('empty').reason).toContain('message');
  });

  test('a history counts from two answers on, for contact and room apart', () => {
    const room = 'kitchen' as RoomId;
    const history = (meant: number, notMeant: number) => ({
      contacts: new Map([[mary, { meant, notMeant }]]),
      rooms: new Map([[room, { meant: 1, notMeant: 0 }]]),
    });
    const seen = (meant: number, notMeant: number) =>
      historyEvidence(history(meant, notMeant), { contact: mary, room }).map(
        ({ name, observed }) => `${name}: ${observed}`,
      );
    expect(seen(1, 0)).toEqual([]);
    expect(seen(3, 0)).toEqual(['contact-history: mostly-meant']);
    expect(seen(2, 2)).toEqual(['contact-history: mixed']);
    expect(seen(0, 2)).toEqual(['contact-history: mostly-not-meant']);
    expect(historyEvidence(undefined, { contact: mary, room })).toEqual([]);
    expect(historyEvidence(history(9, 0), { contact: undefined, room })).toEqual([]);
  });
});
