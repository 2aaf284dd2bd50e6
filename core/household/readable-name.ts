import { onFirstUse } from './on-first-use.ts';

/** Why a name may not read as it looks. */
export const READING_PROBLEMS = ['name-hides-characters', 'name-mixes-scripts'] as const;
export type ReadingProblem = (typeof READING_PROBLEMS)[number];

/** An emoji with its skin tone, its joined parts and its style; the flag of a region; a keycap (UTS #51 §1.4). */
const emoji = onFirstUse(() => {
  const joined = String.raw`(?:\u200d\p{ExtPict}\p{EMod}?\ufe0f?)*`;
  const flag = String.raw`(?:[\u{e0030}-\u{e007a}]{1,6}\u{e007f})?`;
  return new RegExp(
    String.raw`\p{ExtPict}\p{EMod}?[\ufe0e\ufe0f]?${joined}${flag}|[\d#*]\ufe0f?\u20e3`,
    'gu',
  );
});

/** A joiner between letters of a script that is written with joiners within a word (UAX #31 §2.3). */
const joinersBetween = onFirstUse(() => {
  const joining = ['Arab', 'Syrc', 'Mong', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda']
    .concat(['Mlym', 'Sinh', 'Khmr'])
    .map(script => `\\p{scx=${script}}`)
    .join('');
  return new RegExp(`(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])`, 'gu');
});

/**
 * What a reader does not see: controls, direction overrides, fillers, line separators. More than four marks on a letter
 * cover their neighbours (UTS #39 §5.4).
 */
export const hidden = onFirstUse(
  () => new RegExp(String.raw`[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]|\p{M}{5}`, 'u'),
);
const visible = onFirstUse(() => new RegExp(String.raw`[\p{L}\p{N}\p{P}\p{S}]`, 'u'));
const words = onFirstUse(() => new RegExp(String.raw`[\p{L}\p{M}]+`, 'gu'));

/**
 * A word in one of the recommended scripts (UAX #31 Table 5). Japanese, Chinese and Korean mix their scripts with Latin
 * letters. Letters of the scripts that are not listed are one script together.
 */
const wordInOneScript = onFirstUse(() => {
  const scripts = [
    'Latn Hani Hira Kana Bopo Hang',
    ...'Cyrl Grek Armn Geor Hebr Arab Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh'.split(' '),
    ...'Thai Laoo Tibt Mymr Khmr Ethi Thaa'.split(' '),
  ].map(script => script.replace(/\w+ ?/g, one => `\\p{scx=${one.trim()}}`));
  const shared = '\\P{L}\\p{scx=Zyyy}\\p{scx=Zinh}';
  const listed = scripts.map(script => `[${shared}${script}]*`);
  return new RegExp(`^(?:${[...listed, `[^${scripts.join('')}]*`].join('|')})$`, 'u');
});

/**
 * Whether a name hides something from its reader, or could be taken for another. It may have characters that are not
 * seen or that turn the direction, have nothing that is seen, or mix scripts in one word (UTS #39 §5.2). Names are
 * compared after compatibility decomposition. Emoji may have their joiners, and so may words of scripts that need them.
 */
export function findReadingProblem(name: string): ReadingProblem | undefined {
  const plain = name.replace(emoji(), '☺').replace(joinersBetween(), '').normalize('NFKC');
  if (hidden().test(plain) || !visible().test(plain)) return 'name-hides-characters';
  const inOneScript = wordInOneScript();
  return (plain.match(words()) ?? []).every(word => inOneScript.test(word))
    ? undefined
    : 'name-mixes-scripts';
}
