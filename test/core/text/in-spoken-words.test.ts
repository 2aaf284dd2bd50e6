import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../core/household/language.ts';
import { inSpokenWords } from '../../../core/text/in-spoken-words.ts';

describe('signs that carry meaning', () => {
  test.each([
    ['It is −5 degrees.', 'It is minus 5 degrees.'],
    ['it is -5 out there', 'it is minus 5 out there'],
    ['−5 °C or 23°F', 'minus 5 degrees Celsius or 23 degrees Fahrenheit'],
    ['turn it by 90°', 'turn it by 90 degrees'],
    ['Take ½ cup of milk', 'Take one half cup of milk'],
    ['1½ hours, then ¾ of it', '1 and one half hours, then three quarters of it'],
    ['10² is 100', '10 squared is 100'],
    ['5 m³ and 10⁶ and 10⁻³', '5 m cubed and 10 to the power of 6 and 10 to the power of minus 3'],
    ['3×4 is 12', '3 times 4 is 12'],
    ['12÷4', '12 divided by 4'],
    ['5 ± 1', '5 plus or minus 1'],
    ['€5, or 5 € each', '5 euros, or 5 euros each'],
    ['£2.50!', '2.50 pounds!'],
    ['Anna & David', 'Anna and David'],
  ])('the text %j is spoken as %j', (text, spoken) => {
    expect(inSpokenWords(text, languageOf('en-GB'))).toBe(spoken);
  });

  test.each(['from 5-7 at the well-known place', 'no, I am not coming', 'Café Müller  – at 7', 'H₂O'])(
    'the text %j is spoken as it is written',
    text => {
      expect(inSpokenWords(text, languageOf('en-GB'))).toBe(text);
    },
  );
});
