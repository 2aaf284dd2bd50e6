import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { committedModel } from '../../../../core/confidence/model.ts';
import { requestWordsIn } from '../../../../core/conversation/understanding/request-words.ts';
import { understandUtterance } from '../../../../core/conversation/understanding/understand-utterance.ts';
import { phrase } from '../../../../core/conversation/understanding/words.ts';
import type { Contact } from '../../../../core/household/contact.ts';
import { languageOf } from '../../../../core/household/language.ts';
import { aContactNamed } from '../../../support/builders/conversing.ts';

const contacts = ['Anna', 'David', 'Sam', 'Grandma', 'Ben', 'Aunt Ruth', 'Doctor Lee', 'Will'].map(name =>
  aContactNamed(name),
);
const { talk } = committedModel;
const requestWords = requestWordsIn(languageOf('en-US'));

/** The names of the contacts who were understood, a question mark behind a name that nobody has, and the content. */
function understood(utterance: string, book: readonly Contact[] = contacts): [string, string | undefined] {
  const { recipients, content } = understandUtterance(utterance, { contacts: book, talk, requestWords });
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
    ['tell anna and david says hi', 'Anna', 'david says hi'],
    ['tell anna as well as david that we landed', 'Anna + David', 'we landed'],
    ['tell anna and also david we landed', 'Anna + David', 'we landed'],
    ['tell anna, david we landed', 'Anna + David', 'we landed'],
    ['tell anna david and ben we landed', 'Anna + David + Ben', 'we landed'],
    ['tell anna david is late', 'Anna', 'david is late'],
    ['tell anna, kim, and david we landed', 'Anna + kim? + David', 'we landed'],
    ['tell anna, kim is late', 'Anna', 'kim is late'],
    ['dinner is ready to kim and anna', 'kim? + Anna', 'dinner is ready'],
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
    ['tell mr smith the shop is open', 'mr smith?', 'the shop is open'],
    ['tell uncle zeb that the shop is open', 'uncle zeb?', 'the shop is open'],
    ['tell the contact called zebulon the shop is open', 'zebulon?', 'the shop is open'],
    ['good luck for kim', 'kim?', 'good luck'],
    ['kim', 'kim?', undefined],
  ])('"%s" names %s, whom nobody knows, and not a contact in the content', (utterance, who, content) => {
    expect(understood(utterance)).toEqual([who, content]);
  });

  test.each([
    'buy some milk on the way home',
    "i'm late",
    'the',
    'tell',
    'message',
    'fly me to the moon and back',
  ])('"%s" names nobody', utterance => {
    expect(understood(utterance)).toEqual(['', utterance]);
  });

  test('a request after a long talk is not looked for', () => {
    const talk = 'in the kitchen there is so much to do and i have to go home now';
    expect(understood(`${talk} tell anna the shop is open`)).toEqual([
      '',
      `${talk} tell anna the shop is open`,
    ]);
    expect(understood('we bought so much bread today tell anna the shop is open')).toEqual([
      'Anna',
      'the shop is open',
    ]);
  });
});

describe('what belongs to a request and says nothing', () => {
  test.each([
    'ok',
    'now then',
    'alexa please',
    'hey there alexa could you possibly',
    "won't you",
    'go ahead and',
    'i want you to',
    "i'd like to",
    'i would appreciate it if you could',
    'we are trying to',
    'i gotta',
    'i was wondering if you could',
    'let me',
    'help me to',
    'do me a favor and',
    'be a dear and',
    'make sure you',
    "don't forget to",
    'how do i',
    'would it be possible for you to',
    'open whatsapp and',
    'use the messages app to',
    'go to my email and',
  ])('"%s" before "tell anna …"', before => {
    expect(understood(`${before} tell anna the shop is open`)).toEqual(['Anna', 'the shop is open']);
  });

  test.each([
    ['get in touch with anna and say good luck'],
    ['send word to anna saying good luck'],
    ['write out to anna good luck'],
    ['text anna back good luck'],
    ['tell anna right away that good luck'],
    ['tell anna on whatsapp good luck'],
    ['tell anna by phone good luck'],
    ['tell anna via text message good luck'],
    ['let anna know about good luck'],
    ['let anna know on telegram good luck'],
    ['message anna please that good luck'],
    ['message anna and please ask her about good luck'],
    ['text anna and tell her good luck'],
    ['text anna and please let her know good luck'],
    ['text anna and remind her good luck'],
    ['text anna wishing her good luck'],
    ['text anna which says good luck'],
    ['text anna saying that good luck'],
    ['text anna and say the following good luck'],
    ['text anna with something like good luck'],
    ['text anna the words good luck'],
    ['text anna concerning good luck'],
    ['text anna to good luck'],
    ['text anna again that good luck'],
    ['update anna now that good luck'],
    ['text anna asap that good luck'],
    ['text anna real quick that good luck'],
    ['drop anna a line saying good luck'],
    ['send the message to anna saying good luck'],
    ['send this message to anna saying good luck'],
    ['send that message to anna saying good luck'],
    ['send my message to anna saying good luck'],
    ['send one message to anna saying good luck'],
    ['send some message to anna saying good luck'],
    ['send another message to anna saying good luck'],
    ['send anna the message good luck'],
    ['send an urgent message to anna saying good luck'],
    ['send a quick little text over to anna saying good luck'],
    ['send a heads up to anna that good luck'],
    ['leave a voice mail for anna saying good luck'],
    ['send a message via whatsapp to anna saying good luck'],
    ['a message that tells anna good luck'],
    ['a message that tells anna and tell her good luck'],
    ['send a text letting anna know good luck'],
    ['send anna another message saying good luck'],
    ['send anna a message on telegram that good luck'],
    ['send anna a good luck message'],
    ['send good luck over to anna'],
    ['send the following good luck to anna'],
    ['send the words good luck to anna'],
    ['write good luck and send it to anna'],
    ['write good luck and then text that over to anna'],
    ['say good luck in a message to anna'],
    ['good luck to anna when you can'],
    ['tell anna good luck pls'],
    ['tell anna good luck thanks'],
    ['tell anna good luck thank you very much'],
    ['tell anna good luck alexa'],
    ['tell anna good luck on whatsapp'],
    ['tell anna good luck in a voice message please'],
    ['back to anna that good luck'],
  ])('"%s" says "good luck" to Anna', utterance => {
    expect(understood(utterance)).toEqual(['Anna', 'good luck']);
  });

  test.each([
    'will you',
    'may i',
    'may we',
    'alexa',
    'hey siri',
    'hey buddy',
    'ok alexa would you please',
    'let me',
  ])(
    '"%s tell anna …" is for Anna, also beside contacts called Will, May, Alexa, Siri, Buddy and Me',
    before => {
      const book = ['Anna', 'Will', 'May', 'Alexa', 'Siri', 'Buddy', 'Me'].map(name => aContactNamed(name));
      expect(understood(`${before} tell anna the shop is open`, book)).toEqual(['Anna', 'the shop is open']);
    },
  );

  test.each([
    ['text anna to see if dinner is ready', 'if dinner is ready'],
    ['text anna and find out with her when dinner is ready', 'when dinner is ready'],
    ['text anna and check whether dinner is ready', 'whether dinner is ready'],
    ['send anna a very happy birthday message', 'very happy birthday'],
    ['send anna a very very happy birthday message', 'a very very happy birthday message'],
    ['tell anna there is no thanks', 'there is no thanks'],
    ['tell anna to see the shop', 'see the shop'],
    ['send anna one of the cards for a good luck message', 'one of the cards for a good luck message'],
    ['no to anna', 'no'],
  ])('"%s" says "%s"', (utterance, content) => {
    expect(understood(utterance)).toEqual(['Anna', content]);
  });

  test.each([
    'write a note to anna for me',
    'send a message to anna when you can',
    'send a message to anna right now',
    'send a message to anna on my behalf',
    'send a message to anna if you please',
    "send a message to anna if that's okay",
    'send a message to anna would you',
    'send a shout out to anna',
    'send an e mail to anna',
    'send this to anna',
    'the message to anna',
    'to anna',
    'anna',
  ])('"%s" says nothing yet', utterance => {
    expect(understood(utterance)).toEqual(['Anna', undefined]);
  });

  test.each([
    ['tell anna the shop is open', 'bare'],
    ['tell anna that the shop is open', 'joined'],
    ['send anna a message saying the shop is open', 'joined'],
    ['good luck to anna', 'name-last'],
    ['the shop is open', 'bare'],
  ])('"%s" has the form "%s"', (utterance, form) => {
    expect(understandUtterance(utterance, { contacts, talk, requestWords }).form).toBe(form);
  });

  test('the content keeps its letters, its marks inside and the marks that close it', () => {
    expect(understood("Tell Anna: it’s at 7 o'clock, T.J. — OK?!")).toEqual([
      'Anna',
      "it’s at 7 o'clock, T.J. — OK?!",
    ]);
  });
});

test('a request is taken apart by the words of its own language', () => {
  const german = {
    ...requestWords,
    carrier: phrase('sage?'),
    connectors: [phrase('bescheid'), phrase('dass')],
    politeness: phrase('bitte'),
  };
  const utterance = 'bitte sag Anna Bescheid, dass das Essen fertig ist';
  const known = { contacts, talk, requestWords };
  expect(understandUtterance(utterance, { ...known, requestWords: german })).toMatchObject({
    recipients: [{ said: 'Anna' }],
    content: 'das Essen fertig ist',
  });
  expect(understandUtterance(utterance, known).content).not.toBe('das Essen fertig ist');
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
        const { recipients, content } = understandUtterance(utterance, {
          contacts: someContacts,
          talk,
          requestWords,
        });
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
