import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import { probabilityOf, summedLogOdds } from '../../../core/confidence/story.ts';
import { parseRequest } from '../../../services/skill/envelope.ts';
import { respond } from '../../../core/conversation/respond.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { anEnvelope, sendsTo, theTurnIn } from '../../support/builders/alexa-envelopes.ts';
import {
  again,
  afterHearing,
  aHouseholdWith,
  aSession,
  gibberish,
  launch,
  message,
  send,
  sendTo,
} from '../../support/builders/conversing.ts';

/** With this floor, the friction is the one that the story alone needs. */
const lowestFloor = { floor: 'tap' } as const;

const inGerman = (...heard: Heard[]) => afterHearing(heard, aHouseholdWith(), 'de-DE');

/** The language of a request with this locale, or the places that make it malformed. */
function heardIn(locale: unknown) {
  const envelope = anEnvelope(sendsTo('anna'));
  // JSON leaves out what is undefined, as Amazon does.
  const sent: unknown = JSON.parse(JSON.stringify({ ...envelope, request: { ...envelope.request, locale } }));
  const request = parseRequest(sent, {});
  if ('refused' in request) return request.places;
  return request.kind === 'turn' ? request.turn.language : request.kind;
}

describe('the language of a turn', () => {
  test.each([
    ['en-GB', 'en'],
    ['de-DE', 'de'],
    ['nowhere', 'und'],
    [undefined, 'und'],
    [null, 'und'],
    [7, 'und'],
    ['x'.repeat(65), 'und'],
  ])('the language of a turn comes from its locale: %j gives %s', (locale, language) => {
    expect(heardIn(locale)).toBe(language);
  });
});

describe('in a language that the logic was not fitted for', () => {
  test('the name is asked for again in a language without fitted weights, even after a clear request', () => {
    expect(afterHearing([sendTo('anna')]).step.conversation.asked).toBe('message');
    expect(inGerman(sendTo('anna')).step.conversation).toMatchObject({ asked: 'name-again', askedAgain: 1 });
  });

  test('the phone must choose the recipient in a language without fitted weights, however sure the sum is', () => {
    const { step, effects } = inGerman(sendTo('anna'), again('anna'), message('Dinner is at seven.'));
    expect(step.conversation.asked).toBe('more');
    const [held] = effects;
    if (held?.do !== 'hold') throw new Error('nothing was held');
    expect(held.messages[0].story.language).toBe('de');
    expect(probabilityOf(summedLogOdds(held.messages[0].story))).toBeGreaterThan(0.9);
    expect(requiredFriction(held.messages[0].story, lowestFloor)).toBe('choose');
  });

  test('evidence of talk stops the conversation at once in a language without fitted weights', () => {
    const resolved = aHouseholdWith()
      .contacts.slice(0, 1)
      .map(({ id }) => id);
    const taken: Heard = { kind: 'send', name: { text: 'and then we went over there', resolved } };
    const heard = [launch, send, taken];
    expect(afterHearing(heard).step.conversation.asked).toBe('name-again');
    expect(inGerman(...heard).step.effect).toMatchObject({ do: 'keep-story', stopped: { why: 'unlikely' } });
  });

  test.each<[string, Heard[]]>([
    ['a name that nobody has', [launch, send, sendTo('zyzzyva')]],
    ['an answer that is not understood', [launch, send, gibberish]],
  ])('%s stops no conversation in a language without fitted weights', (_, heard) => {
    expect(inGerman(...heard).step.conversation.asked).toBe('recipient');
  });

  test('no message is held in a language without fitted weights before the name was asked for again', () => {
    const heard = fc.oneof(
      fc.constantFrom('anna', 'david', 'erica', 'sis', 'eric', 'zyzzyva').map(sendTo),
      fc.constantFrom<Heard>(send, launch, gibberish, message('Dinner is at seven.'), { kind: 'help' }),
    );
    let [holds, stops] = [0, 0];
    fc.assert(
      fc.property(fc.array(heard, { minLength: 3, maxLength: 8 }), all => {
        const session = aSession(aHouseholdWith(), 'de-DE');
        for (const one of all) {
          const { askedAgain } = session.conversation();
          const { effect } = session.hears(one);
          if (effect?.do === 'keep-story') stops += 1;
          if (effect?.do !== 'hold') continue;
          holds += 1;
          expect(askedAgain).toBeGreaterThan(0);
          expect(requiredFriction(effect.messages[0].story, lowestFloor)).toBe('choose');
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(holds, stops)).toBeGreaterThan(0);
  });
});

test('a conversation that changes its language counts as one in an unknown language', () => {
  const session = aSession(aHouseholdWith());
  session.hears(send);
  expect(session.conversation()).toMatchObject({ asked: 'recipient', story: { language: 'en' } });
  const said = anEnvelope(sendsTo('anna'), { attributes: { conversation: session.conversation() } });
  const opened = theTurnIn({ ...said, request: { ...said.request, locale: 'de-DE' } });
  const { conversation } = respond(opened.turn, opened.conversation, aHouseholdWith());
  expect(conversation).toMatchObject({ asked: 'name-again', story: { language: 'und' } });
  expect(requiredFriction(conversation.story, lowestFloor)).toBe('choose');
});
