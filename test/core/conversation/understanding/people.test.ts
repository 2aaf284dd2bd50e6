import { expect, test } from '@jest/globals';
import { committedModel } from '../../../../core/confidence/model.ts';
import { requestWordsIn } from '../../../../core/conversation/understanding/request-words.ts';
import { understandUtterance } from '../../../../core/conversation/understanding/understand-utterance.ts';
import type { ContactId } from '../../../../core/household/ids.ts';
import { languageOf } from '../../../../core/household/language.ts';
import { aContact } from '../../../support/builders/builders.ts';

const contacts = ['Anna Berg', "McDonald's", 'Søren', 'TJ', 'Linh', 'My Linh', 'The Millers', 'Mum'].map(
  name => aContact({ id: name as ContactId, name, nicknames: [] }),
);

const requestWords = requestWordsIn(languageOf('en-US'));

/** The contacts that an utterance names; null for somebody whom nobody knows. */
const namedIn = (utterance: string) =>
  understandUtterance(utterance, { contacts, talk: committedModel.talk, requestWords }).recipients.map(
    ({ match }) => ('contact' in match ? match.contact : null),
  );

test.each([
  ["tell anna's mom i'm late", [null]],
  ["tell anna i'm late", ['Anna Berg']],
  ["tell mcdonald's that i'm late", ["McDonald's"]],
  ["message soren i'm home", ['Søren']],
  ["tell t. j. i'm late", ['TJ']],
  ['text my linh hello', ['My Linh']],
  ['text linh hello', ['Linh']],
  ["tell the millers we're coming", ['The Millers']],
  ["tell the we're coming", []],
  ['let my mother know dinner is ready', ['Mum']],
  ['tell my friend anna hello', ['Anna Berg']],
  ['tell our old friend anna hello', ['Anna Berg']],
  ['tell the contact named anna hello', ['Anna Berg']],
  ['tell my dear anna hello', ['Anna Berg']],
  ['tell my boss anna hello', ['Anna Berg']],
  ['tell my boss anna is late', [null]],
  ['tell the anna hello', ['Anna Berg']],
  ['tell anna berg hello', ['Anna Berg']],
])('"%s" is for %j', (utterance, named) => {
  expect(namedIn(utterance)).toEqual(named);
});
