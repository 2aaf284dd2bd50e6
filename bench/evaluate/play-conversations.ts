import type { Model } from '../../core/confidence/model.ts';
import type { Contact } from '../../core/household/contact.ts';
import { AddressBooks } from '../speech/address-book.ts';
import { askingPerson } from '../speech/asking-person.ts';
import { BadInput } from '../speech/bad-input.ts';
import { type ForcingOptions, forcingPlatform } from '../speech/forcing-platform.ts';
import { ForcedNames } from '../speech/heard-as-name.ts';
import { pick, type Random, randomOf, wholeBelow } from '../speech/random.ts';
import { type SpeechSets, tokenize } from '../speech/speech-sets.ts';
import { WINDOW, wouldSendIn2018 } from './flow-2018.ts';
import { type Replayed, replay } from './replay.ts';

/** How conversations are played. */
export type PlayOptions = {
  /** The number of contacts in each address book. */
  contacts: number;
  /** The rate at which words of genuine requests are misheard, from 0 to 1. */
  noise: number;
  seed: number;
  /** The least number of conversations. The data are gone through as many times as that takes. */
  least: number;
  /** The model that judges; a function if it depends on the conversation, as in cross-validation. */
  model: Model | ((cluster: string, index: number) => Model);
};

/** One conversation and its cluster: conversations of the same cluster are not independent. */
export type Played = Replayed & { cluster: string; source: string; sentIn2018?: boolean; wanted?: string };

const modelFor = ({ model }: PlayOptions, cluster: string, index: number): Model =>
  typeof model === 'function' ? model(cluster, index) : model;

/**
 * Plays forced accidents. The talk is cut into chains of forty words, without overlap, from a random word on, and the
 * intent is granted at each chain. Every turn hears the next twenty words of the talk, and the platform forces what it
 * can out of them. Each conversation of the data, and each time through the data, has its own address book.
 */
export function playForced(
  { background, names }: SpeechSets,
  options: PlayOptions,
  forcing: (random: Random) => ForcingOptions = () => ({}),
): Played[] {
  const books = new AddressBooks(names);
  const chain = 2 * WINDOW;
  const perPass = background.reduce((sum, { words }) => sum + Math.floor(words.length / chain), 0);
  if (perPass === 0) throw new BadInput('No background conversation is as long as one chain of 40 words.');
  const played: Played[] = [];
  for (let pass = 0; played.length < options.least; pass += 1)
    for (const { id, source, words } of background) {
      const random = randomOf(options.seed, 'forced', pass, id);
      const contacts = books.draw(options.contacts, random);
      const forcedNames = new ForcedNames(contacts);
      for (let from = wholeBelow(random, chain); from + chain <= words.length; from += chain) {
        const replayed = replay(
          forcingPlatform(windowsFrom(words, from), forcedNames, forcing(random)),
          contacts,
          `forced-${pass}-${id}-${from}`,
          modelFor(options, id, played.length),
        );
        const sentIn2018 = wouldSendIn2018(words.slice(from, from + chain), forcedNames);
        played.push({ ...replayed, cluster: id, source, sentIn2018 });
      }
    }
  return played;
}

function windowsFrom(words: readonly string[], from: number): () => readonly string[] {
  let next = from;
  return () => words.slice(next, (next += WINDOW));
}

/**
 * Plays misdirected requests. A request for something else is taken for ours, with a contact forced out of its own
 * words if there is one. The person then says it again, gives an answer such as "no" or "cancel", or asks for another
 * thing, each as likely as the others. The platform forces what it can out of that too.
 */
export function playMisdirected(
  { otherRequests, answers, names }: SpeechSets,
  options: PlayOptions,
): Played[] {
  const books = new AddressBooks(names);
  const played: Played[] = [];
  for (let pass = 0; played.length < options.least; pass += 1)
    otherRequests.forEach(({ text, source }, index) => {
      const random = randomOf(options.seed, 'misdirected', pass, index);
      const contacts = books.draw(options.contacts, random);
      let isFirst = true;
      const nextWords = () => {
        const utterance = isFirst
          ? text
          : pick(random, [text, pick(random, answers).text, pick(random, otherRequests).text]);
        isFirst = false;
        return tokenize(utterance);
      };
      const cluster = `request ${index}`;
      const replayed = replay(
        forcingPlatform(nextWords, new ForcedNames(contacts), { opening: 'one-sentence' }),
        contacts,
        `misdirected-${pass}-${index}`,
        modelFor(options, cluster, played.length),
      );
      played.push({ ...replayed, cluster, source });
    });
  return played;
}

/**
 * Plays genuine requests in one breath: each command that names its recipient and has a content, word for word, with a
 * contact of a new address book in its recipient's place. Whatever the Echo then asks is answered.
 */
export function playGenuineInOneBreath({ commands, names }: SpeechSets, options: PlayOptions): Played[] {
  const books = new AddressBooks(names);
  const whole = commands.flatMap(({ text, recipient, content, source }) =>
    recipient !== undefined && hasWords(content) && text.includes(recipient)
      ? [{ text, recipient, content, source }]
      : [],
  );
  const played: Played[] = [];
  for (let pass = 0; whole.length > 0 && played.length < options.least; pass += 1)
    whole.forEach(({ text, recipient, content, source }, index) => {
      const random = randomOf(options.seed, 'genuine in one breath', pass, index);
      const contacts: Contact[] = books.draw(options.contacts, random);
      const wanted = pick(random, contacts);
      const sentence = text.replace(recipient, wanted.name);
      const person = askingPerson({ namesRecipient: true, content, sentence }, wanted, contacts, {
        noise: options.noise,
        random,
      });
      const replayed = replay(
        person,
        contacts,
        `one-breath-${pass}-${index}`,
        modelFor(options, content, played.length),
      );
      played.push({ ...replayed, cluster: content, source, wanted: wanted.id });
    });
  return played;
}

/**
 * Plays genuine requests, composed of each command in turn, with a contact of a new address book in its recipient's
 * place. The content is the command's own, or that of another command if it has none. A command that names no recipient
 * opens the conversation without one.
 */
export function playGenuine({ commands, names }: SpeechSets, options: PlayOptions): Played[] {
  const books = new AddressBooks(names);
  const contents = contentsOf({ commands });
  const played: Played[] = [];
  for (let pass = 0; played.length < options.least; pass += 1)
    commands.forEach(({ recipient, content: own, source }, index) => {
      const random = randomOf(options.seed, 'genuine', pass, index);
      const contacts: Contact[] = books.draw(options.contacts, random);
      const wanted = pick(random, contacts);
      const content = hasWords(own) ? own : pick(random, contents);
      const person = askingPerson({ namesRecipient: recipient !== undefined, content }, wanted, contacts, {
        noise: options.noise,
        random,
      });
      const replayed = replay(
        person,
        contacts,
        `genuine-${pass}-${index}`,
        modelFor(options, content, played.length),
      );
      played.push({ ...replayed, cluster: content, source, wanted: wanted.id });
    });
  return played;
}

/** The contents of all commands that have one. Throws {@link BadInput} if none has. */
export function contentsOf({ commands }: Pick<SpeechSets, 'commands'>): string[] {
  const contents = commands.map(({ content }) => content).filter(hasWords);
  if (contents.length === 0) throw new BadInput('No command has a content, so no message can be composed.');
  return contents;
}

const hasWords = (content: string | undefined): content is string =>
  content !== undefined && tokenize(content).length > 0;

/**
 * Counts unforced accidents. No intent is granted, so a conversation starts only if the skill's own name is heard: its
 * two words one after the other, or words within one phoneme of them. The device's wake word is not required.
 */
export function countUnforced({ background }: SpeechSets): { starts: number; words: number } {
  const invocation = new ForcedNames(
    INVOCATION.map((name, index) => ({
      id: `${index}` as Contact['id'],
      name,
      nicknames: [],
      addresses: [],
    })),
  );
  const startsAt = (words: readonly string[], at: number) =>
    INVOCATION.every((name, offset) =>
      invocation.heardIn(words[at + offset] as string).some(({ contact }) => contact.name === name),
    );
  let [starts, total] = [0, 0];
  for (const { words } of background) {
    total += words.length;
    for (let at = 0; at + INVOCATION.length <= words.length; at += 1) if (startsAt(words, at)) starts += 1;
  }
  return { starts, words: total };
}

/** The invocation name of `interaction-models/en-US.json`. */
const INVOCATION = ['second', 'yes'];
