import type { Model } from '../../core/confidence/model.ts';
import type { Contact } from '../../core/household/contact.ts';
import { AddressBooks } from '../speech/address-book.ts';
import { askingPerson } from '../speech/asking-person.ts';
import { BadInput } from '../speech/bad-input.ts';
import { sends2018, WINDOW } from './flow-2018.ts';
import { type ForcedHow, forcingPlatform } from '../speech/forcing-platform.ts';
import { ForcedNames } from '../speech/heard-as-name.ts';
import { below, pick, type Random, randomOf } from '../speech/random.ts';
import { type Replayed, replay } from './replay.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';
import { tokens } from '../speech/tokens.ts';

/** How a setting is played. */
export type Play = {
  contacts: number;
  noise: number;
  seed: number;
  /** At least so many conversations; the data are gone through as often as that takes. */
  least: number;
  /** The model that judges; a function where it depends on the conversation, as in cross-validation. */
  model: Model | ((cluster: string, index: number) => Model);
};

/** One conversation, and what it is a part of: rows of the same cluster are not independent. */
export type Played = Replayed & { cluster: string; source: string; sent2018?: boolean; wanted?: string };

const modelFor = ({ model }: Play, cluster: string, index: number): Model =>
  typeof model === 'function' ? model(cluster, index) : model;

/**
 * Accidental, forced: the intent is granted at chains of forty words, cut without overlap from a random word on;
 * each turn hears the next twenty words of the conversation, and the platform forces what it can out of them.
 * Each conversation, and each time through the data, has its own address book.
 */
export function playForced(
  { background, names }: SpeechSets,
  play: Play,
  how: (random: Random) => ForcedHow = () => ({}),
): Played[] {
  const books = new AddressBooks(names);
  const chain = 2 * WINDOW;
  const perPass = background.reduce((sum, { words }) => sum + Math.floor(words.length / chain), 0);
  if (perPass === 0) throw new BadInput('No background conversation is as long as one chain of 40 words.');
  const played: Played[] = [];
  for (let pass = 0; played.length < play.least; pass += 1)
    for (const { id, source, words } of background) {
      const random = randomOf(play.seed, 'forced', pass, id);
      const contacts = books.draw(play.contacts, random);
      const forced = new ForcedNames(contacts);
      for (let from = below(random, chain); from + chain <= words.length; from += chain) {
        const replayed = replay(
          forcingPlatform(windowsOf(words, from), forced, how(random)),
          contacts,
          `forced-${pass}-${id}-${from}`,
          modelFor(play, id, played.length),
        );
        const sent2018 = sends2018(words.slice(from, from + chain), forced);
        played.push({ ...replayed, cluster: id, source, sent2018 });
      }
    }
  return played;
}

function windowsOf(words: readonly string[], from: number): () => readonly string[] {
  let next = from;
  return () => words.slice(next, (next += WINDOW));
}

/**
 * Misdirected: a request for something else is taken for ours, with a contact forced out of its own words if
 * there is one. Who made it then says it again, gives an answer such as "no" or "cancel", or asks for another
 * thing, each as likely as the next; the platform forces what it can out of that too.
 */
export function playMisdirected({ otherRequests, answers, names }: SpeechSets, play: Play): Played[] {
  const books = new AddressBooks(names);
  const played: Played[] = [];
  for (let pass = 0; played.length < play.least; pass += 1)
    otherRequests.forEach(({ text, source }, index) => {
      const random = randomOf(play.seed, 'misdirected', pass, index);
      const contacts = books.draw(play.contacts, random);
      let first = true;
      const hears = () => {
        const said = first
          ? text
          : pick(random, [text, pick(random, answers).text, pick(random, otherRequests).text]);
        first = false;
        return tokens(said);
      };
      const cluster = `request ${index}`;
      const replayed = replay(
        forcingPlatform(hears, new ForcedNames(contacts), { opening: 'one-sentence' }),
        contacts,
        `misdirected-${pass}-${index}`,
        modelFor(play, cluster, played.length),
      );
      played.push({ ...replayed, cluster, source });
    });
  return played;
}

/**
 * Genuine, composed: each command in turn, with a contact of a fresh book in its recipient's place; its own
 * content, or that of another command where it has none. A command that names no recipient opens the conversation
 * without one.
 */
export function playGenuine({ commands, names }: SpeechSets, play: Play): Played[] {
  const books = new AddressBooks(names);
  const contents = contentsOf({ commands });
  const played: Played[] = [];
  for (let pass = 0; played.length < play.least; pass += 1)
    commands.forEach(({ recipient, content: own, source }, index) => {
      const random = randomOf(play.seed, 'genuine', pass, index);
      const contacts: Contact[] = books.draw(play.contacts, random);
      const wanted = pick(random, contacts);
      const content = own !== undefined && tokens(own).length > 0 ? own : pick(random, contents);
      const person = askingPerson({ named: recipient !== undefined, content }, wanted, contacts, {
        rate: play.noise,
        random,
      });
      const cluster = content;
      const replayed = replay(
        person,
        contacts,
        `genuine-${pass}-${index}`,
        modelFor(play, cluster, played.length),
      );
      played.push({ ...replayed, cluster, source, wanted: wanted.id });
    });
  return played;
}

/** The contents of the commands; commands without one leave theirs out. */
export function contentsOf({ commands }: Pick<SpeechSets, 'commands'>): string[] {
  const contents = commands.flatMap(({ content }) =>
    content && tokens(content).length > 0 ? [content] : [],
  );
  if (contents.length === 0) throw new BadInput('No command has a content, so no message can be composed.');
  return contents;
}

/**
 * Accidental, unforced: no intent is granted, so something starts only where the skill's own name is heard: its
 * two words, or words within one phone of them, one after the other. The device's wake word is not even asked for.
 */
export function playUnforced({ background }: SpeechSets): { starts: number; words: number } {
  const hears = new ForcedNames(
    INVOCATION.map((name, index) => ({
      id: `${index}` as Contact['id'],
      name,
      nicknames: [],
      addresses: [],
    })),
  );
  let [starts, all] = [0, 0];
  for (const { words } of background) {
    all += words.length;
    for (let at = 0; at + INVOCATION.length <= words.length; at += 1)
      if (
        INVOCATION.every((name, offset) =>
          hears.heardIn(words[at + offset] as string).some(one => one.contact.name === name),
        )
      )
        starts += 1;
  }
  return { starts, words: all };
}

/** The invocation name of `interaction-models/en-US.json`. */
const INVOCATION = ['second', 'yes'];
