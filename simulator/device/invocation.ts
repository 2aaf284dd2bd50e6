import { type Word, wordsOf } from './words.ts';

/** The words with which a skill is opened, and those with which it is asked in the same breath. */
const OPENERS = ['open', 'launch', 'start', 'begin', 'run', 'use', 'talk to'];
const ASKERS = ['ask', 'tell'];
/** Between the skill's name and the request: "tell Second Yes *to* send a message". */
const CONNECTIVES = new Set(['to', 'for', 'about', 'and', 'that', 'if', 'whether']);
/** Between a request and the skill's name: "send a message to Anna *with* Second Yes". */
const LINKS = new Set(['with', 'using', 'through']);
/** What people say before they call a device or a skill. */
const HESITATION = new Set(['um', 'uh', 'er', 'well', 'so', 'ok', 'okay', 'hey', 'please']);
const WAKE_WORD = 'alexa';

/** The words after the wake word, and whether it was said. */
export function afterWakeWord(words: readonly Word[]): { called: boolean; words: readonly Word[] } {
  const [first, ...others] = withoutHesitation(words);
  return first?.is === WAKE_WORD
    ? { called: true, words: withoutHesitation(others) }
    : { called: false, words };
}

function withoutHesitation(words: readonly Word[]): readonly Word[] {
  const start = words.findIndex(({ is }) => !HESITATION.has(is));
  return start === -1 ? [] : words.slice(start);
}

/** An invocation of the skill by its name, without the wake word: what is asked in the same breath, if anything. */
export type Invocation = { request: readonly Word[] };

/**
 * "Open second yes", "ask second yes what's waiting", "send a message with second yes": the words that ask for something,
 * each way they can be read (with and without a connective in front). Empty where the skill is not named so.
 */
export function invocationsIn(words: readonly Word[], invocationName: string): Invocation[] {
  const name = wordsOf(invocationName).map(({ is }) => is);
  const isAt = (said: readonly string[], at: number) =>
    said.every((word, index) => words[at + index]?.is === word);
  for (const verb of [...OPENERS, ...ASKERS]) {
    const head = [...verb.split(' '), ...name];
    if (!isAt(head, 0)) continue;
    const request = words.slice(head.length);
    const first = request[0];
    return first && CONNECTIVES.has(first.is) ? [{ request: request.slice(1) }, { request }] : [{ request }];
  }
  const link = words.length - name.length - 1;
  const isLinked = link > 0 && LINKS.has(words[link]?.is ?? '') && isAt(name, link + 1);
  return isLinked ? [{ request: words.slice(0, link) }] : [];
}
