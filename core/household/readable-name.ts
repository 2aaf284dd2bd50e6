/** Why a name may not read as it looks. */
export type ReadingProblem = 'name-hides-characters' | 'name-mixes-scripts';

/** An emoji with its skin tone, its joined parts and its style; the flag of a region; a keycap (UTS #51 §1.4). */
const EMOJI =
  /\p{ExtPict}\p{EMod}?[\ufe0e\ufe0f]?(?:\u200d\p{ExtPict}\p{EMod}?\ufe0f?)*(?:[\u{e0030}-\u{e007a}]{1,6}\u{e007f})?|[\d#*]\ufe0f?\u20e3/gu;

/** The scripts that are written with joiners within a word (UAX #31 §2.3). */
const JOINING = ['Arab', 'Syrc', 'Mong', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda']
  .concat(['Mlym', 'Sinh', 'Khmr'])
  .map(script => `\\p{scx=${script}}`)
  .join('');
const JOINERS = new RegExp(`(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`, 'gu');

/**
 * What a reader does not see: controls, direction overrides, fillers, line separators. More than four marks on a letter
 * cover their neighbours (UTS #39 §5.4).
 */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]|\p{M}{5}/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The recommended scripts (UAX #31 Table 5). Japanese, Chinese and Korean mix their scripts with Latin letters. */
const SCRIPTS = [
  'Latn Hani Hira Kana Bopo Hang',
  ...'Cyrl Grek Armn Geor Hebr Arab Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh'.split(' '),
  ...'Thai Laoo Tibt Mymr Khmr Ethi Thaa'.split(' '),
].map(scripts => scripts.replace(/\w+ ?/g, script => `\\p{scx=${script.trim()}}`));
/** A word in one script. Letters of the scripts that are not listed are one script together. */
const SHARED = '\\P{L}\\p{scx=Zyyy}\\p{scx=Zinh}';
const IN_ONE_SCRIPT = new RegExp(
  `^(?:${[...SCRIPTS.map(script => `[${SHARED}${script}]*`), `[^${SCRIPTS.join('')}]*`].join('|')})$`,
  'u',
);

/**
 * Whether a name hides something from its reader, or could be taken for another: characters that are not seen or that
 * turn the direction, nothing that is seen, or letters of several scripts in one word (UTS #39 §5.2), compared after
 * compatibility decomposition. Emoji may have their joiners, and so may words of scripts that need them.
 */
export function findReadingProblem(name: string): ReadingProblem | undefined {
  const plain = name.replace(EMOJI, '☺').replace(JOINERS, '').normalize('NFKC');
  if (HIDDEN.test(plain) || !VISIBLE.test(plain)) return 'name-hides-characters';
  const words = plain.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.every(word => IN_ONE_SCRIPT.test(word)) ? undefined : 'name-mixes-scripts';
}
