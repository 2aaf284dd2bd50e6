import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { matchContact } from '../../../../core/confidence/names/match-contact.ts';
import { spellingOf } from '../../../../core/confidence/names/sayings.ts';
import { nameAsSaid, spokenName, spokenText } from '../../../../core/confidence/names/spoken.ts';
import { aContact } from '../../../support/builders/builders.ts';

describe('a text as it is spoken', () => {
  test.each([
    ['Hello,  World!', 'hello world'],
    ['it’s 5 o´clock', "it's 5 o'clock"],
    ['Ærø & Łódź', 'aero lodz'],
    ['STRASSE, Straße', 'strasse strasse'],
    ['æœßþŋøɔłđðɖɗħŧıɨəɛɓƙƴ', 'aeoessthngoolddddhtiiaebky'],
    ['so\u00adft\u200b \ufeffhyphen', 'soft hyphen'],
    ['1️⃣ ❤️', '1'],
    ['شُكْرًا', 'شكرا'],
    ['हिन्दी', 'हिन्दी'],
  ])('the text %j is spoken as "%s"', (text, spoken) => {
    expect(spokenText(text)).toBe(spoken);
  });
});

describe('a name as it is said', () => {
  test.each([
    ['MS', 'ms'],
    ['Ms. Hill', 'miss hill'],
    ['St. John', 'saint john'],
    ['Dr. Mr. Mrs. Misses Missis Ms. Prof.', 'doctor mister missus missus missus miss professor'],
    ['Rev. Capt. Sgt. Jr. Sr.', 'reverend captain sergeant junior senior'],
    ['Unit 42', 'unit forty two'],
    ['Anna + Ben', 'anna and ben'],
    ['+44', 'forty four'],
    ['😀', ''],
  ])('the name %j is said as "%s"', (text, said) => {
    expect(nameAsSaid(text)).toBe(said);
  });

  test.each([
    ['to my mum please', 'mum'],
    ['the boss', 'boss'],
    ['My', 'my'],
    ['the', 'the'],
  ])('the words around the name are not part of "%s"', (text, name) => {
    expect(spokenName(text)).toBe(name);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom('a', 'J', '.', ' ', "'", '’', '4', '2', '&', '+', ',', 'ø', '\u200b'),
    }),
  );

  test('a text or a name that is already in its spoken form stays the same', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(spokenText(spokenText(text))).toBe(spokenText(text));
        expect(nameAsSaid(nameAsSaid(text))).toBe(nameAsSaid(text));
      }),
    );
  });

  test('each letter of Europe, with its marks and old forms, is said the same once it is spoken', () => {
    const codes = Array.from({ length: 0x2000 }, (_, code) => code);
    const changed = codes.filter(code => {
      const said = spokenText(`a${String.fromCodePoint(code)}b`);
      return spokenText(said) !== said;
    });
    expect(changed).toEqual([]);
  });

  test('a contact is found by its own name, whatever it is, unless nothing of it can be said', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('', 'to ', 'for my '), (name, before) => {
        fc.pre(spellingOf(nameAsSaid(name)) !== '');
        const contact = aContact({ name, nicknames: [] });
        expect(matchContact({ text: before + nameAsSaid(name), resolved: [] }, [contact])).toMatchObject({
          contact: contact.id,
        });
      }),
    );
  });
});
