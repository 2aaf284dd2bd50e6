import { describe, expect, test } from '@jest/globals';
import { otherForms } from '../../../../core/confidence/names/short-forms.ts';

describe('the other forms of a spoken name', () => {
  test('a name has its short forms, and a surname stays', () => {
    expect(otherForms('david')).toEqual(['dave', 'davey']);
    expect(otherForms('david van stone')).toEqual(['dave van stone', 'davey van stone']);
  });

  test('a short form has the names that it is short for', () => {
    expect(otherForms('dave stone')).toEqual(['david stone']);
    expect(otherForms('alex')).toEqual(expect.arrayContaining(['alexander', 'alexandra']));
  });

  test('the first and the last name of the list have their short forms', () => {
    expect(otherForms('abigail')).toEqual(['abby', 'gail']);
    expect(otherForms('zachariah')).toEqual(['zach']);
  });

  test('two short forms of one name do not give each other', () => {
    expect(otherForms('liz')).not.toContain('beth');
  });

  test.each(['', 'xqrshnn', 'stone david'])('the text %j has no other form', name => {
    expect(otherForms(name)).toEqual([]);
  });
});
