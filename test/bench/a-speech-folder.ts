import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const lines = (rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join('');

/** Made-up talk. Nothing in it comes from a corpus. */
const TALK =
  'well the thing with the garden fence was that it never stood and we kept looking at it every single week yeah and then somebody said okay that is enough of it you know so the wood went to the neighbour who built a shed out of it right before the rain came and the roof leaked anyway because nobody had ever bothered with the gutter I suppose that is how it goes with sheds'.split(
    ' ',
  );
const CONTENTS = [
  "I'm running late",
  'dinner is at seven tonight',
  'please call me when you are home',
  'happy birthday',
  'meet me at the station tomorrow',
  'the train leaves at nine',
];

/** Writes a folder of speech sets. `more` replaces files by name; undefined leaves a file out. */
export function aSpeechFolder(more: Record<string, string | undefined> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'));
  const files: Record<string, string | undefined> = {
    'background.jsonl': lines(
      ['one', 'two', 'three'].map((id, index) => ({
        id,
        source: index === 0 ? 'Fence' : 'Shed',
        turns: Array.from({ length: 6 }, (_, turn) => ({
          by: turn % 2 === 0 ? 'A' : 'B',
          text: [...TALK.slice(7 * index + turn), ...TALK.slice(0, 7 * index + turn)].join(' '),
        })),
      })),
    ),
    'commands.jsonl': lines([
      ...CONTENTS.map(content => ({
        source: 'made up',
        text: `tell Robin ${content}`,
        recipient: 'Robin',
        content,
      })),
      { source: 'made up', text: 'send a message' },
    ]),
    'answers.jsonl': lines([{ source: 'made up', answer: 'no', text: 'no thanks' }]),
    'other-requests.jsonl': lines([
      { source: 'made up', intent: 'timer', text: 'set a timer for Robin' },
      { source: 'made up', intent: 'weather', text: 'will it rain' },
    ]),
    'names.tsv':
      'name\tcount\n' +
      'Christopher Jennifer Matthew Stephanie Benjamin Rebecca Nicholas Victoria Alexander Elizabeth Zbigniew Ольга Anna Barbara Carl Daniel Edward Frances George Helen Isaac Judith Kevin Laura Michael Nancy Oliver Patricia Quentin Robert Susan Thomas Ursula Vincent Walter'
        .split(' ')
        .map((name, index) => `${name}\t${index + 1}\n`)
        .join(''),
    ...more,
  };
  for (const [name, text] of Object.entries(files))
    if (text !== undefined) writeFileSync(join(folder, name), text);
  return folder;
}
