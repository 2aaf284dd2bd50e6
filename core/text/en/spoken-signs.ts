import type { SpokenSigns } from '../in-spoken-words.ts';

const FRACTIONS: Readonly<Record<string, string>> = {
  '½': 'one half',
  '⅓': 'one third',
  '⅔': 'two thirds',
  '¼': 'one quarter',
  '¾': 'three quarters',
  '⅕': 'one fifth',
  '⅖': 'two fifths',
  '⅗': 'three fifths',
  '⅘': 'four fifths',
  '⅙': 'one sixth',
  '⅚': 'five sixths',
  '⅛': 'one eighth',
  '⅜': 'three eighths',
  '⅝': 'five eighths',
  '⅞': 'seven eighths',
};
const FRACTION = `[${Object.keys(FRACTIONS).join('')}]`;
const CURRENCIES: Readonly<Record<string, string>> = { '€': 'euros', '£': 'pounds', '¥': 'yen' };
const CURRENCY = `[${Object.keys(CURRENCIES).join('')}]`;
const RAISED = '[⁰¹²³⁴⁵⁶⁷⁸⁹]';

export const spokenSigns: SpokenSigns = [
  [new RegExp(`(${CURRENCY}) ?(\\d[\\d.,]*\\d|\\d)`, 'gu'), (_, sign, sum) => `${sum} ${CURRENCIES[sign]} `],
  [new RegExp(CURRENCY, 'gu'), sign => ` ${CURRENCIES[sign]} `],
  [new RegExp(`(?<=\\d) ?(${FRACTION})`, 'gu'), (_, sign) => ` and ${FRACTIONS[sign]} `],
  [new RegExp(FRACTION, 'gu'), sign => ` ${FRACTIONS[sign]} `],
  [/(?<=[\p{L}\d)])²(?![⁰¹²³⁴⁵⁶⁷⁸⁹])/gu, ' squared '],
  [/(?<=[\p{L}\d)])³(?![⁰¹²³⁴⁵⁶⁷⁸⁹])/gu, ' cubed '],
  [
    new RegExp(`(?<=[\\p{L}\\d)])(⁻?)(${RAISED}+)`, 'gu'),
    (_, minus, power) => ` to the power of ${minus ? 'minus ' : ''}${power.normalize('NFKC')} `,
  ],
  [/(?<=^|[\s(])[-−–](?=[\d.,]*\d)/g, 'minus '],
  [/−/g, ' minus '],
  [/ ?° ?C\b/g, ' degrees Celsius '],
  [/ ?° ?F\b/g, ' degrees Fahrenheit '],
  [/ ?°/g, ' degrees '],
  [/[×✕]/g, ' times '],
  [/÷/g, ' divided by '],
  [/±/g, ' plus or minus '],
  [/≈/g, ' about '],
  [/≤/g, ' at most '],
  [/≥/g, ' at least '],
  [/≠/g, ' not equal to '],
  [/√/g, ' the square root of '],
  [/‰/g, ' per thousand '],
  [/№/g, ' number '],
  [/&/g, ' and '],
];
