import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { committedModel } from '../../../../core/confidence/model.ts';
import { understandUtterance } from '../../../../core/conversation/understanding/understand-utterance.ts';
import type { Contact } from '../../../../core/household/contact.ts';
import { aContactNamed } from '../../../support/builders/conversing.ts';

const contacts = ['Anna', 'David', 'Sam', 'Grandma', 'Ben', 'Aunt Ruth', 'Doctor Lee', 'Will'].map(name =>
  aContactNamed(name),
);
const { talk } = committedModel;

/** The names of the contacts who were understood, a question mark behind a name that nobody has, and the content. */
function understood(utterance: string, book: readonly Contact[] = contacts): [string, string | undefined] {
  const { recipients, content } = understandUtterance(utterance, { contacts: book, talk });
  const names = recipients.map(({ said, match }) =>
    'contact' in match ? book.find(({ id }) => id === match.contact)?.name : `${said}?`,
  );
  return [names.join(' + '), content];
}

describe('a request in one breath', () => {
  test.each([
    ["tell anna that i'll be late", 'Anna', "i'll be late"],
    ["anna i'll be late", 'Anna', "i'll be late"],
    ['let david know dinner is ready', 'David', 'dinner is ready'],
    ['david know that dinner is ready', 'David', 'dinner is ready'],
    ['send grandma a message saying happy birthday', 'Grandma', 'happy birthday'],
    ['send a message to sam and ask if he wants pizza', 'Sam', 'if he wants pizza'],
    ['a voice message to sam and tell him the pizza is here', 'Sam', 'the pizza is here'],
    ['remind ben to bring the keys', 'Ben', 'bring the keys'],
    ['message the word hello to ben', 'Ben', 'hello'],
    ['say good night to grandma', 'Grandma', 'good night'],
    ['send can you call me back to grandma', 'Grandma', 'can you call me back'],
    ['say get some rest to anna', 'Anna', 'get some rest'],
    ["text i'm stuck in traffic to sam", 'Sam', "i'm stuck in traffic"],
    ['message to grandma: happy birthday', 'Grandma', 'happy birthday'],
    ['ask my aunt ruth what time she lands', 'Aunt Ruth', 'what time she lands'],
    ['ask doctor lee whether the results are in', 'Doctor Lee', 'whether the results are in'],
    ['could you please text my friend ben back saying no problem', 'Ben', 'no problem'],
    ['i need you to let sam know on whatsapp that the door is open', 'Sam', 'the door is open'],
    ["tell will i'll call him later", 'Will', "i'll call him later"],
    ['tell anna will you come', 'Anna', 'will you come'],
    ['um tell uh anna the um cake is done', 'Anna', 'the um cake is done'],
    ['tell anna no thanks', 'Anna', 'no thanks'],
    ['tell anna dinner is ready please', 'Anna', 'dinner is ready'],
    ['send a voice message to anna', 'Anna', undefined],
    ['tell anna', 'Anna', undefined],
  ])('"%s" is for %s and says "%s"', (utterance, who, content) => {
    expect(understood(utterance)).toEqual([who, content]);
  });

  test.each([
    ["tell anna and david we're leaving", 'Anna + David', "we're leaving"],
    ['let anna, david and grandma know we landed', 'Anna + David + Grandma', 'we landed'],
    ['send a message to ben and sam saying the car is back', 'Ben + Sam', 'the car is back'],
    ['tell anna and kim that the shop is open', 'Anna + kim?', 'the shop is open'],
    ['tell anna and david is coming too', 'Anna', 'david is coming too'],
  ])('"%s" is for %s and says "%s" (several people)', (utterance, who, content) => {
    expect(understood(utterance)).toEqual([who, content]);
  });

  test.each([
    ["tell kim i'll be late", 'kim?', "i'll be late"],
    ['kim i gave it to anna', 'kim?', 'i gave it to anna'],
    ['tell kim to call anna', 'kim?', 'call anna'],
    ['tell kim to tell anna that i am late', 'kim?', 'tell anna that i am late'],
    ['send my cousin zoe a note saying hi', 'cousin zoe?', 'hi'],
    ['say happy birthday to kim', 'kim?', 'happy birthday'],
    ['tell kim anna is late', 'kim?', 'anna is late'],
    ['tell my boss david is sick', 'boss?', 'david is sick'],
  ])('"%s" names %s, whom nobody knows, and not a contact in the content', (utterance, who, content) => {
    expect(understood(utterance)).toEqual([who, content]);
  });

  test.each(['buy some milk on the way home', "i'm late", 'the'])('"%s" names nobody', utterance => {
    expect(understood(utterance)).toEqual(['', utterance]);
  });
});

describe('whatever the talk and the book', () => {
  const WORDS =
    "tell send a message to for and that saying know anna david kim the word is was my i i'm late we uh please on whatsapp ben will ruth aunt lee doctor ask if he remind call me back , : ? ! ok ü ß 日本".split(
      ' ',
    );
  const talkOf = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 8 })), {
    maxLength: 16,
  });
  const book = fc
    .uniqueArray(fc.constantFrom('Anna', 'David', 'Kim', 'Aunt Ruth', 'Doctor Lee', 'Will', 'The Millers'), {
      maxLength: 5,
    })
    .map(names => names.map(name => aContactNamed(name)));

  test('nobody is a recipient whose name was not said, and the content is a part of what was said', () => {
    fc.assert(
      fc.property(talkOf, book, (all, someContacts) => {
        const utterance = all.join(' ');
        const { recipients, content } = understandUtterance(utterance, { contacts: someContacts, talk });
        for (const { said } of recipients) {
          expect(said).not.toBe('');
          expect(utterance).toContain(said);
        }
        if (content !== undefined) {
          expect(content).not.toBe('');
          expect(utterance).toContain(content);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
