import type { Word } from './sample.ts';
import { wordsOf } from './sample.ts';

/** The words with which a skill is opened, and those with which it is asked in the same breath. */
const OPENERS = ['open', 'launch', 'start', 'begin', 'run', 'use', 'talk to'];
const ASKERS = ['ask', 'tell'];
/** Between the skill's name and the request: "tell Second Yes *to* send a message". */
const CONNECTIVES = new Set(['to', 'for', 'about', 'and', 'that', 'if', 'whether']);

/** An invocation of the skill by its name, without the wake word: what is asked in the same breath, if anything. */
export type Invocation = { request: readonly Word[] };

/**
 * "Open second yes", "ask second yes what's waiting": the words that ask for something, each way they can be
 * read (with and without a connective in front). Empty where the skill is not named so.
 */
export function invocationsIn(words: readonly Word[], invocationName: string): Invocation[] {
  const said = words.map(({ is }) => is);
  const name = wordsOf(invocationName).map(({ is }) => is);
  for (const verb of [...OPENERS, ...ASKERS]) {
    const head = [...verb.split(' '), ...name];
    if (head.some((word, index) => said[index] !== word)) continue;
    const request = words.slice(head.length);
    const first = request[0];
    return first && CONNECTIVES.has(first.is) ? [{ request: request.slice(1) }, { request }] : [{ request }];
  }
  return [];
}
