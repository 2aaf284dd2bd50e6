import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clipOf } from '../../../core/confidence/evidence/registry.ts';
import { committedModel } from '../../../core/confidence/model.ts';
import { namesOf } from '../../../core/confidence/names/sayings.ts';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import { evidenceOf, type Story, summedLogOdds } from '../../../core/confidence/story.ts';
import { parsedConversation } from '../../../core/conversation/conversation-schema.ts';
import type { Household } from '../../../core/conversation/household.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { languageOf } from '../../../core/household/language.ts';
import { renderReply } from '../../../core/text/replies.ts';
import { aMessageId, aRoomId, noon } from '../../support/builders/builders.ts';
import { aContactNamed, aHouseholdWith, aSession, named } from '../../support/builders/conversing.ts';

const contacts = [
  aContactNamed('Annabel Vandenberg', 'belle'),
  aContactNamed('Xavier', 'zaza'),
  aContactNamed('Erica Quill'),
  aContactNamed('Erica Quimby'),
];
const spokenNames = contacts.flatMap(({ name, nicknames }) => [...name.split(' '), ...nicknames]);
const SECRET = 'zyzzyva';
const english = languageOf('en');

const someName = fc.constantFrom(...spokenNames, 'annabel', 'erica', 'eric', SECRET, `to ${SECRET}`, '');
const heard: fc.Arbitrary<Heard> = fc.oneof(
  fc.constantFrom<Heard>(
    { kind: 'launch' },
    { kind: 'send' },
    { kind: 'discard' },
    { kind: 'discard', messages: [aMessageId()] },
    { kind: 'count-waiting' },
    { kind: 'pair-phone' },
    { kind: 'explain' },
    { kind: 'help' },
    { kind: 'stop' },
    { kind: 'cancel' },
    { kind: 'yes' },
    { kind: 'no' },
    { kind: 'not-understood' },
    { kind: 'audio', reference: 'audio-1' },
    { kind: 'session-ended', silent: true },
    { kind: 'session-ended', silent: false },
  ),
  { arbitrary: someName.map((text): Heard => ({ kind: 'send', name: named(text) })), weight: 3 },
  someName.map((text): Heard => ({ kind: 'send', nameAgain: named(text) })),
  someName.map((text): Heard => ({ kind: 'tell', said: `${text} that dinner is at seven` })),
  {
    arbitrary: fc
      .constantFrom('', ' ', `${SECRET} at seven`, 'x'.repeat(2_001))
      .map((message): Heard => ({ kind: 'send', message })),
    weight: 2,
  },
  fc.constantFrom<Heard>({ kind: 'add', transcript: SECRET }, { kind: 'add', transcript: '' }),
);
/** A request that is meant, so that some talk leads to a message. */
const meant: Heard[] = [
  { kind: 'send', name: named('annabel') },
  { kind: 'send', message: `${SECRET} at seven` },
];
const some = fc.oneof(
  { arbitrary: heard.map(one => [one]), weight: 4 },
  fc.constantFrom(meant, meant.slice(0, 1)),
);
const talk = fc.array(some, { minLength: 1, maxLength: 12 }).map(all => all.flat());
const someHousehold = fc.record({
  paired: fc.boolean(),
  contacts: fc.constantFrom(contacts, contacts.slice(0, 1), []),
  waiting: fc.array(fc.constant({ id: aMessageId(), room: aRoomId(), holdUntil: after(noon, hours(1)) }), {
    maxLength: 1,
  }),
});

/** Checks any talk in any order with any household. */
const always = (check: (talk: Heard[], household: Household) => void) =>
  fc.assert(
    fc.property(talk, someHousehold, (all, one) => check(all, aHouseholdWith(one))),
    { numRuns: 500 },
  );

describe('whatever is said, in whatever order', () => {
  test('a message is held only for the recipient who was understood, after it was asked for or with the request', () => {
    let holds = 0;
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) {
        const before = session.conversation();
        const { effect, conversation } = session.hears(said);
        if (effect?.do !== 'hold') continue;
        holds += 1;
        if (before.asked !== 'message') expect(before.said ?? said.kind).toMatch(/at seven|tell/);
        expect(one.contacts.map(({ id }) => id)).toContain(effect.messages[0].contact);
        expect(effect.messages[0].contact).toBe(conversation.recipient?.contact);
        expect(one.paired).toBe(true);
      }
    });
    expect(holds).toBeGreaterThan(0);
  });

  test('the message is asked for only at the upper bound or after the name was asked for again', () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) {
        const before = session.conversation();
        const { conversation } = session.hears(said);
        if (conversation.asked !== 'message' || before.asked === 'message') continue;
        const sum = summedLogOdds(conversation.story);
        // A name that fits several contacts is taken after one question, and then the phone must choose.
        const last = evidenceOf(conversation.story).findLast(({ name }) => name === 'recipient');
        if (last?.observed === 'ambiguous') {
          expect(requiredFriction(conversation.story, { floor: 'tap' })).toBe('choose');
          continue;
        }
        if (sum < committedModel.bounds.sure) expect(conversation.askedAgain).toBe(2);
        expect(sum).toBeGreaterThanOrEqual(conversation.story.prior);
      }
    });
  });

  test('a conversation at the lower bound is stopped', () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) {
        const before = session.conversation().story;
        const { conversation, reply, effect } = session.hears(said);
        if (conversation.story === before || summedLogOdds(conversation.story) > committedModel.bounds.stop)
          continue;
        expect(conversation.asked).toBe('nothing');
        expect(reply.reprompt).toBeUndefined();
        expect(effect?.do).toBe('keep-story');
      }
    });
  });

  test("the Echo never says a contact's name or the message", () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) {
        const step = session.hears(said);
        if (step.effect) session.replies.push(step.ifEffectFails.reply);
      }
      const aloud = session.replies
        .map(reply => JSON.stringify(renderReply(reply, english)))
        .join()
        .toLowerCase();
      for (const spoken of [...one.contacts.flatMap(namesOf), 'at seven'])
        expect(aloud).not.toContain(spoken.toLowerCase());
    });
  });

  test('no evidence exceeds its clip, and each sum is the sum of its evidence', () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) session.hears(said);
      const stories = [session.conversation().story, ...session.effects.flatMap(storyIn)];
      for (const { prior, turns } of stories) {
        let sum = prior;
        for (const { evidence, logOdds } of turns) {
          for (const { name, observed, weight } of evidence) {
            const clip = clipOf(name, observed);
            expect(weight).toBeGreaterThanOrEqual(-clip.against);
            expect(weight).toBeLessThanOrEqual(clip.for);
          }
          sum = evidence.reduce((all, { weight }) => all + weight, sum);
          expect(logOdds).toBe(sum);
        }
      }
    });
  });

  test('stories and session attributes never hold what was said', () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) session.hears(said);
      // What was said waits in the session only until its recipient is sure.
      const { said, ...conversation } = session.conversation();
      if (said !== undefined) expect(['recipient', 'name-again']).toContain(conversation.asked);
      const kept = [conversation, ...session.effects.flatMap(storyIn)];
      const text = JSON.stringify(kept).toLowerCase();
      for (const spoken of [SECRET, 'vandenberg', 'quimby', 'belle"'])
        expect(text.replaceAll(/id-of-[a-z-]+/g, '')).not.toContain(spoken);
    });
  });

  test('a conversation survives the way through the session attributes unchanged', () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) session.hears(said);
      const conversation = session.conversation();
      expect(parsedConversation.parse(JSON.parse(JSON.stringify(conversation)))).toEqual(conversation);
    });
  });

  test('"stop" ends every conversation, and nothing is asked after it', () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) session.hears(said);
      const { effect, reply, conversation } = session.hears({ kind: 'stop' });
      expect(effect).toBeUndefined();
      expect(reply.reprompt).toBeUndefined();
      expect(conversation.asked).toBe('nothing');
    });
  });

  test('every conversation ends, because each question is asked a limited number of times', () => {
    always((all, one) => {
      const session = aSession(one);
      for (const said of all) session.hears(said);
      expect(session.conversation().askedAgain).toBeLessThanOrEqual(2);
    });
    const misses = fc.constantFrom<Heard>(
      { kind: 'not-understood' },
      { kind: 'count-waiting' },
      { kind: 'send' },
    );
    fc.assert(
      fc.property(fc.array(misses, { minLength: 12, maxLength: 12 }), all => {
        const session = aSession(aHouseholdWith({ contacts }));
        session.hears({ kind: 'send', name: named('annabel') });
        for (const said of all) {
          if (session.conversation().asked === 'nothing') break;
          session.hears(said);
        }
        expect(session.conversation().asked).toBe('nothing');
      }),
    );
  });
});

const storyIn = (
  effect: { do: string } & Partial<{ messages: unknown; stopped: { story: Story } }>,
): Story[] => {
  if (effect.do === 'hold') return (effect.messages as { story: Story }[]).map(({ story }) => story);
  return effect.stopped ? [effect.stopped.story] : [];
};
